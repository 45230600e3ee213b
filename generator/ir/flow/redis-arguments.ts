import { drawnSources } from "./drawn-sources.ts";
import { redisCommand, type RedisArgument, type RedisOption } from "seqwright-runtime/model";
import type { Shape, Template } from "../../text/model.ts";
import { secondsOf } from "../../text/shapes/redis-lines.ts";
import { storedForm } from "../../text/shapes/stored-form.ts";
import { parseTemplate } from "../../text/lexical/parse-template.ts";
import type { TypeExpr } from "../model/diagram-model.ts";
import type { Passed } from "./signatures.ts";

/** The arguments that a command is drawn with. */
export interface RedisArguments {
  readonly passed: readonly Passed[];
  /** Words that no argument or option of the command carries. */
  readonly left: readonly string[];
}

/**
 * The key and every argument that the command cannot do without, and those that are drawn beyond them; one that is needed
 * but not drawn is not said. Options are arguments of their own here, named as the runtime's port names them. `typeOf` says
 * what a form that is drawn field by field is of.
 */
export function redisArguments(
  key: Template,
  command: string,
  words: readonly string[],
  typeOf: TypeOf = () => ({ kind: "json" }),
): RedisArguments {
  const { takes, again, options } = redisCommand(command) ?? { takes: [] };
  const needed = takes.map((argument, position) => passedWord(argument, words[position], typeOf));
  const beyond = words.slice(takes.length);
  const more =
    options === undefined ? repeated(again ?? [], beyond, typeOf) : withOptions(options, beyond, typeOf);
  return {
    passed: [
      { name: "key", type: { kind: "string" }, source: { kind: "template", template: key } },
      ...needed,
      ...more.passed,
    ],
    left: more.left,
  };
}

type TypeOf = (form: Shape) => TypeExpr;

/** Whole rounds of what the command takes again and again: a field without its value is prose. */
function repeated(again: readonly RedisArgument[], words: readonly string[], typeOf: TypeOf): RedisArguments {
  const whole = again.length === 0 ? 0 : words.length - (words.length % again.length);
  const passed = words.slice(0, whole).flatMap((word, index) => {
    const argument = again[index % again.length];
    return argument === undefined ? [] : [passedWord(argument, word, typeOf)];
  });
  return { passed, left: words.slice(whole) };
}

function withOptions(
  options: Readonly<Record<string, RedisOption>>,
  words: readonly string[],
  typeOf: TypeOf,
): RedisArguments {
  const passed: Passed[] = [];
  const left: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const option = Object.hasOwn(options, word.toUpperCase()) ? options[word.toUpperCase()] : undefined;
    if (option === undefined || passed.some(({ name }) => name === option.name)) left.push(word);
    else if ("value" in option) passed.push(fixed(option.name, option.value));
    else {
      index += 1;
      passed.push(passedWord(option, words[index], typeOf));
    }
  }
  return { passed, left };
}

function fixed(name: string, value: string | true): Passed {
  const kind = typeof value === "string" ? "string" : "boolean";
  return { name, type: { kind }, source: { kind: "literal", value } };
}

function passedWord({ name, type }: RedisArgument, word: string | undefined, typeOf: TypeOf): Passed {
  const isNumber = type === "number";
  const form = type === "text" && word !== undefined ? storedForm(word) : undefined;
  if (form !== undefined)
    return {
      name,
      type: { kind: "string" },
      source: { kind: "fields", name, shown: typeOf(form), sources: drawnSources(form) },
    };
  // `HSET user:{id} name {name}`: the field is called so, the value is looked up.
  const isName = type === "field" && word !== undefined && !/[{$]/u.test(word);
  const source: Passed["source"] = isName ? { kind: "literal", value: word } : sourceOf(word, isNumber);
  return { name, type: { kind: isNumber ? "number" : "string" }, source };
}

/** To Redis everything is text; only what counts or lasts is a number. */
function sourceOf(word: string | undefined, isNumber: boolean): Passed["source"] {
  if (word === undefined) return { kind: "unsaid" };
  if (/^-?\d{1,15}$/u.test(word)) return { kind: "literal", value: isNumber ? Number(word) : word };
  const name = /^\{?\$?([\p{L}_][\p{L}\p{N}_.]*)\}?$/u.exec(word)?.[1];
  if (name !== undefined && !/^[A-Z]+$/u.test(word)) return { kind: isNumber ? "name" : "text", name };
  const seconds = isNumber ? secondsOf(word) : undefined;
  if (seconds !== undefined) return { kind: "literal", value: seconds };
  if (isNumber) return { kind: "unsaid" };
  const unquoted = word.replace(/^(["'])(.*)\1$/u, "$2");
  return unquoted.includes("{")
    ? { kind: "template", template: parseTemplate(unquoted) }
    : { kind: "literal", value: unquoted };
}
