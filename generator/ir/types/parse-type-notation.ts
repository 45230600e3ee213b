import { closestName } from "../../diagnostics/did-you-mean.ts";
import type { Literal, TypedField, TypeExpr } from "../model/diagram-model.ts";

/** The outcome of reading a type notation; `problem` says in words what could not be read. */
export interface ParsedNotation {
  readonly type: TypeExpr;
  readonly problem: string | undefined;
}

const depthMax = 20;

/**
 * Reads the notation in which a configuration describes types:
 * `{ id: string, at: date-time, kind: A | B | "c", tags: string[], nick?: string, size: integer, owner: User }`.
 * `declared` are names of types that are described elsewhere, so that none of them is taken for a misspelt one.
 */
export function parseTypeNotation(notation: string, declared: readonly string[] = []): ParsedNotation {
  const tokens = notation.match(/"[^"]*"|[\p{L}\p{N}_.$-]+|[{}[\]|:,?;]|\S/gu) ?? [];
  let at = 0;
  let problem: string | undefined;
  const fail = (what: string): TypeExpr => {
    problem ??= what;
    return { kind: "json" };
  };
  const accept = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };

  const checkSpelling = (name: string): void => {
    const meant = declared.includes(name) ? undefined : meantPrimitive(name);
    if (meant !== undefined) fail(`"${name}" is not a type; "${meant}" is`);
  };

  const union = (depth: number): TypeExpr => {
    accept("|");
    const members = [postfix(depth)];
    while (accept("|")) members.push(postfix(depth));
    const first = members[0];
    const words = members.filter((member) => typeof member === "string");
    const [word, another] = words.filter((name) => primitive(name) === undefined);
    // Several bare words are values of an enumeration; a single one must be a type.
    if (word !== undefined && another === undefined) checkSpelling(word);
    if (members.length === 1 && first !== undefined) return typeof first === "string" ? named(first) : first;
    // Beside other alternatives a bare word is a value: `A | B`.
    const values = members.flatMap((member): Literal[] =>
      typeof member === "string" && primitive(member) === undefined
        ? [member]
        : typeof member !== "string" && member.kind === "enum"
          ? [...member.values]
          : [],
    );
    const types = members.flatMap((member): TypeExpr[] => {
      if (typeof member === "string") return primitive(member) === undefined ? [] : [named(member)];
      return member.kind === "enum" ? [] : [member];
    });
    const all: readonly TypeExpr[] = values.length === 0 ? types : [{ kind: "enum", values }, ...types];
    const only = all[0];
    return all.length === 1 && only !== undefined ? only : { kind: "union", members: all };
  };

  const postfix = (depth: number): TypeExpr | string => {
    let type = primary(depth);
    while (tokens[at] === "[" && tokens[at + 1] === "]") {
      at += 2;
      if (typeof type === "string") checkSpelling(type);
      type = { kind: "list", element: typeof type === "string" ? named(type) : type };
    }
    return type;
  };

  const primary = (depth: number): TypeExpr | string => {
    if (depth > depthMax) return fail("it is nested too deeply");
    const token = tokens[at];
    if (token === undefined) return fail("it ends where a type should stand");
    if (token === "{") return recordType(depth);
    at += 1;
    if (token.startsWith('"')) return { kind: "enum", values: [token.slice(1, -1)] };
    if (token === "true" || token === "false") return { kind: "enum", values: [token === "true"] };
    if (token === "null") return { kind: "enum", values: [null] };
    if (/^-?\d+(\.\d+)?$/u.test(token)) return { kind: "enum", values: [Number(token)] };
    if (/^[\p{L}_$]/u.test(token)) return token;
    return fail(`"${token}" cannot stand there`);
  };

  const recordType = (depth: number): TypeExpr => {
    at += 1;
    const fields: TypedField[] = [];
    while (at < tokens.length && tokens[at] !== "}") {
      const name = tokens[at] ?? "";
      if (!/^("[^"]*"|[\p{L}\p{N}_$][\p{L}\p{N}_.$-]*)$/u.test(name))
        return fail(`"${name}" is not a field name`);
      at += 1;
      const optional = accept("?");
      const type: TypeExpr = accept(":") ? union(depth + 1) : { kind: "string" };
      fields.push({ name: name.replaceAll('"', ""), type, optional });
      if (!accept(",") && !accept(";")) break;
    }
    if (!accept("}")) return fail('a "}" is missing');
    return { kind: "record", fields };
  };

  const type = union(0);
  if (at < tokens.length) problem ??= `"${tokens[at] ?? ""}" cannot stand there`;
  return { type, problem };
}

function named(name: string): TypeExpr {
  return primitive(name) ?? { kind: "named", name };
}

const primitives: ReadonlyMap<string, TypeExpr> = new Map<string, TypeExpr>([
  ["string", { kind: "string" }],
  ["non-empty", { kind: "string", nonEmpty: true }],
  ["uri", { kind: "string", format: "uri" }],
  ["date-time", { kind: "string", format: "date-time" }],
  ["uuid", { kind: "string", format: "uuid" }],
  ["email", { kind: "string", format: "email" }],
  ["number", { kind: "number" }],
  ["integer", { kind: "number", integer: true }],
  ["boolean", { kind: "boolean" }],
  ["json", { kind: "json" }],
]);

function primitive(name: string): TypeExpr | undefined {
  return primitives.get(name);
}

/** What other languages call them. */
const elsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    string: "str text varchar",
    integer: "int long short bigint int32 int64",
    number: "float double decimal numeric real",
    boolean: "bool",
    "date-time": "date datetime timestamp instant",
    uri: "url",
    json: "any object unknown",
  }).flatMap(([ours, theirs]) => theirs.split(" ").map((name) => [name, ours] as const)),
);

/** The type that a word in small letters was probably meant to be: types of the user's own begin with a capital. */
function meantPrimitive(name: string): string | undefined {
  if (primitives.has(name) || !/^\p{Ll}/u.test(name)) return undefined;
  return elsewhere.get(name) ?? closestName(name, primitives.keys());
}
