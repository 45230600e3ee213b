import type { Template } from "../text/model.ts";
import type { Passed } from "./signatures.ts";

interface Taken {
  readonly name: string;
  readonly kind: "string" | "number";
}

const text = (name: string): Taken => ({ name, kind: "string" });
const number = (name: string): Taken => ({ name, kind: "number" });

/** What the commands of the runtime's port take after their key. */
const takenBy: ReadonlyMap<string, readonly Taken[]> = new Map([
  ["SET", [text("value")]],
  ["SETEX", [number("seconds"), text("value")]],
  ["EXPIRE", [number("seconds")]],
  ["HSET", [text("field"), text("value")]],
  ["HGET", [text("field")]],
  ["HDEL", [text("field")]],
  ["LPUSH", [text("value")]],
  ["RPUSH", [text("value")]],
  ["LRANGE", [number("start"), number("stop")]],
  ["SADD", [text("value")]],
  ["SREM", [text("value")]],
  ["PUBLISH", [text("value")]],
]);

/** The key and every argument that the command cannot do without; one that is not drawn is not said. */
export function redisArguments(key: Template, command: string, rest: readonly string[]): readonly Passed[] {
  const taken = takenBy.get(command.toUpperCase()) ?? [];
  return [
    { name: "key", type: { kind: "string" }, source: { kind: "template", template: key } },
    ...taken.map(({ name, kind }, position): Passed => ({
      name,
      type: { kind },
      source: sourceOf(rest[position], kind),
    })),
  ];
}

/** To Redis everything is text; only what counts or lasts is a number. */
function sourceOf(word: string | undefined, kind: Taken["kind"]): Passed["source"] {
  if (word === undefined) return { kind: "unsaid" };
  if (/^-?\d{1,15}$/u.test(word)) return { kind: "literal", value: kind === "number" ? Number(word) : word };
  const name = /^\{?\$?([\p{L}_][\p{L}\p{N}_.]*)\}?$/u.exec(word)?.[1];
  if (name !== undefined && !/^[A-Z]+$/u.test(word)) return { kind: "name", name };
  return kind === "number"
    ? { kind: "unsaid" }
    : { kind: "literal", value: word.replace(/^(["'])(.*)\1$/u, "$2") };
}
