import type { Template } from "../../text/model.ts";
import { parseTemplate } from "../../text/lexical/parse-template.ts";
import type { Passed } from "./signatures.ts";

interface Taken {
  readonly name: string;
  readonly kind: "string" | "number";
}

const text = (name: string): Taken => ({ name, kind: "string" });
const number = (name: string): Taken => ({ name, kind: "number" });

/** What the commands of the runtime's port take after their key; the last of `more` as often as it is drawn. */
const takenBy: ReadonlyMap<string, { readonly once: readonly Taken[]; readonly more?: readonly Taken[] }> =
  new Map([
    ["SET", { once: [text("value")] }],
    ["SETEX", { once: [number("seconds"), text("value")] }],
    ["DEL", { once: [], more: [text("key")] }],
    ["EXISTS", { once: [], more: [text("key")] }],
    ["EXPIRE", { once: [number("seconds")] }],
    ["HSET", { once: [text("field"), text("value")], more: [text("field"), text("value")] }],
    ["HGET", { once: [text("field")] }],
    ["HDEL", { once: [text("field")], more: [text("field")] }],
    ["LPUSH", { once: [text("value")], more: [text("value")] }],
    ["RPUSH", { once: [text("value")], more: [text("value")] }],
    ["LRANGE", { once: [number("start"), number("stop")] }],
    ["SADD", { once: [text("value")], more: [text("value")] }],
    ["SREM", { once: [text("value")], more: [text("value")] }],
    ["PUBLISH", { once: [text("value")] }],
  ]);

/**
 * The key and every argument that the command cannot do without, and those that are drawn beyond them; one that is needed
 * but not drawn is not said. Options of SET are arguments of their own here, named as the runtime's port names them.
 */
export function redisArguments(key: Template, command: string, rest: readonly string[]): readonly Passed[] {
  const name = command.toUpperCase();
  const { once, more } = takenBy.get(name) ?? { once: [] };
  const needed = once.map((taken, position) => passed(taken, rest[position]));
  const beyond = rest.slice(once.length);
  return [
    { name: "key", type: { kind: "string" }, source: { kind: "template", template: key } },
    ...needed,
    ...(more === undefined ? [] : repeated(more, beyond)),
    ...(name === "SET" ? setOptions(beyond) : []),
  ];
}

/** Whole rounds of what the command takes again and again: a field without its value is prose. */
function repeated(more: readonly Taken[], words: readonly string[]): readonly Passed[] {
  const whole = words.slice(0, words.length - (words.length % more.length));
  return whole.flatMap((word, index) => {
    const taken = more[index % more.length];
    return taken === undefined ? [] : [passed(taken, word)];
  });
}

function setOptions(words: readonly string[]): readonly Passed[] {
  const options: Passed[] = [];
  for (const [index, word] of words.entries()) {
    const value = words[index + 1];
    const milliseconds = Number(value);
    switch (word.toUpperCase()) {
      case "EX":
        options.push(passed(number("ttlSeconds"), value));
        break;
      case "PX":
        options.push(
          milliseconds >= 1000
            ? literal("ttlSeconds", Math.floor(milliseconds / 1000))
            : passed(number("ttlSeconds"), undefined),
        );
        break;
      case "NX":
        options.push(literal("onlyIfAbsent", true));
        break;
    }
  }
  return options;
}

function literal(name: string, value: number | boolean): Passed {
  const kind = typeof value === "number" ? "number" : "boolean";
  return { name, type: { kind }, source: { kind: "literal", value } };
}

function passed({ name, kind }: Taken, word: string | undefined): Passed {
  const isFieldName = name === "field" && word !== undefined && !/[{$]/u.test(word);
  // `HSET user:{id} name {name}`: the field is called so, the value is looked up.
  const source: Passed["source"] = isFieldName ? { kind: "literal", value: word } : sourceOf(word, kind);
  return { name, type: { kind }, source };
}

/** To Redis everything is text; only what counts or lasts is a number. */
function sourceOf(word: string | undefined, kind: Taken["kind"]): Passed["source"] {
  if (word === undefined) return { kind: "unsaid" };
  if (/^-?\d{1,15}$/u.test(word)) return { kind: "literal", value: kind === "number" ? Number(word) : word };
  const name = /^\{?\$?([\p{L}_][\p{L}\p{N}_.]*)\}?$/u.exec(word)?.[1];
  if (name !== undefined && !/^[A-Z]+$/u.test(word))
    return { kind: kind === "number" ? "name" : "text", name };
  if (kind === "number") return { kind: "unsaid" };
  const unquoted = word.replace(/^(["'])(.*)\1$/u, "$2");
  return unquoted.includes("{")
    ? { kind: "template", template: parseTemplate(unquoted) }
    : { kind: "literal", value: unquoted };
}
