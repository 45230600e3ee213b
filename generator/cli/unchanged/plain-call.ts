import { type Format, isFormat } from "../context/command-context.ts";

/** A command line of `generate` or `check`, about all diagrams. */
export interface PlainCall {
  readonly command: "generate" | "check";
  readonly cwd: string;
  readonly config: string | undefined;
  readonly format: Format;
  readonly strict: boolean;
  readonly force: boolean;
}

/**
 * Reads a command line without the parser that knows them all. Only what can mean one thing: undefined for everything
 * else, also for what is wrong.
 */
export function plainCall(argv: readonly string[]): PlainCall | undefined {
  const given = new Map<string, string>();
  const words = argv.flatMap((word) => (/^--[a-z]+=/.test(word) ? splitAtEquals(word) : [word]));
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const key = commands.has(word) ? "command" : word;
    if (given.has(key)) return undefined;
    if (valued.has(word)) {
      index += 1;
      const value = words[index] ?? "";
      if (value === "" || value.startsWith("-")) return undefined;
      given.set(word, value);
    } else if (key === "command" || word === "--strict" || word === "--force") given.set(key, word);
    else return undefined;
  }
  const command = given.get("command");
  const format = given.get("--format") ?? "human";
  const isForced = given.has("--force");
  if ((command !== "generate" && command !== "check") || !isFormat(format)) return undefined;
  if (isForced && command === "check") return undefined;
  return {
    command,
    cwd: given.get("--cwd") ?? ".",
    config: given.get("--config"),
    format,
    strict: given.has("--strict"),
    force: isForced,
  };
}

const commands: ReadonlySet<string> = new Set(["generate", "check"]);
const valued: ReadonlySet<string> = new Set(["--cwd", "--config", "--format"]);

function splitAtEquals(word: string): readonly string[] {
  const at = word.indexOf("=");
  return valued.has(word.slice(0, at)) ? [word.slice(0, at), word.slice(at + 1)] : [word];
}
