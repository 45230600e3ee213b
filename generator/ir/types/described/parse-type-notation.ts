import { closestName } from "../../../diagnostics/did-you-mean.ts";
import type { Literal, TypedField, TypeExpr } from "../../model/diagram-model.ts";

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
  return new NotationReader(notation, declared).read();
}

/** A bare word stays one until it is clear whether it names a type or is a value. */
type Member = TypeExpr | string;

class NotationReader {
  readonly #tokens: readonly string[];
  readonly #declared: readonly string[];
  #at = 0;
  #problem: string | undefined;

  constructor(notation: string, declared: readonly string[]) {
    this.#tokens = notation.match(/"[^"]*"|[\p{L}\p{N}_.$-]+|[{}[\]|:,?;]|\S/gu) ?? [];
    this.#declared = declared;
  }

  read(): ParsedNotation {
    const type = this.#union(0);
    const left = this.#tokens[this.#at];
    if (left !== undefined) this.#fail(`"${left}" cannot stand there`);
    return { type, problem: this.#problem };
  }

  /** The first problem is the one to tell. */
  #fail(what: string): TypeExpr {
    this.#problem ??= what;
    return { kind: "json" };
  }

  #accept(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #checkSpelling(name: string): void {
    const meant = this.#declared.includes(name) ? undefined : meantPrimitive(name);
    if (meant !== undefined) this.#fail(`"${name}" is not a type; "${meant}" is`);
  }

  #union(depth: number): TypeExpr {
    this.#accept("|");
    const first = this.#postfix(depth);
    const members = [first];
    while (this.#accept("|")) members.push(this.#postfix(depth));
    const [word, another] = members.filter(isValue).filter((member) => typeof member === "string");
    // Bare words beside other values are values of an enumeration; a single one, or one or nothing, is a type.
    if (word !== undefined && another === undefined) this.#checkSpelling(word);
    const isType =
      another === undefined && members.filter(isValue).every((member) => member === word || isNull(member));
    return members.length === 1 ? typeOf(first) : united(isType ? members.map(asType) : members);
  }

  #postfix(depth: number): Member {
    let type = this.#primary(depth);
    while (this.#tokens[this.#at] === "[" && this.#tokens[this.#at + 1] === "]") {
      this.#at += 2;
      if (typeof type === "string") this.#checkSpelling(type);
      type = { kind: "list", element: typeOf(type) };
    }
    return type;
  }

  #primary(depth: number): Member {
    if (depth > depthMax) return this.#fail("it is nested too deeply");
    const token = this.#tokens[this.#at];
    if (token === undefined) return this.#fail("it ends where a type should stand");
    this.#at += 1;
    if (token === "{") return this.#record(depth);
    const literal = literalOf(token);
    if (literal !== undefined) return { kind: "enum", values: [literal] };
    if (/^[\p{L}_$]/u.test(token)) return token;
    return this.#fail(`"${token}" cannot stand there`);
  }

  #record(depth: number): TypeExpr {
    const fields: TypedField[] = [];
    while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== "}") {
      const name = this.#tokens[this.#at] ?? "";
      if (!/^("[^"]*"|[\p{L}\p{N}_$][\p{L}\p{N}_.$-]*)$/u.test(name))
        return this.#fail(`"${name}" is not a field name`);
      this.#at += 1;
      const optional = this.#accept("?");
      const type: TypeExpr = this.#accept(":") ? this.#union(depth + 1) : { kind: "string" };
      fields.push({ name: name.replaceAll('"', ""), type, optional });
      if (!this.#accept(",") && !this.#accept(";")) break;
    }
    return this.#accept("}") ? { kind: "record", fields } : this.#fail('a "}" is missing');
  }
}

/** Beside other alternatives a bare word is a value: `A | B`. */
function united(members: readonly Member[]): TypeExpr {
  const values = members.filter(isValue).flatMap(valuesOf);
  const types = members.filter((member) => !isValue(member)).map(typeOf);
  const all: readonly TypeExpr[] = values.length === 0 ? types : [{ kind: "enum", values }, ...types];
  const only = all[0];
  return all.length === 1 && only !== undefined ? only : { kind: "union", members: all };
}

function isValue(member: Member): boolean {
  return typeof member === "string" ? primitive(member) === undefined : member.kind === "enum";
}

function isNull(member: Member): boolean {
  return (
    typeof member !== "string" && member.kind === "enum" && member.values.every((value) => value === null)
  );
}

function asType(member: Member): Member {
  return typeof member === "string" ? typeOf(member) : member;
}

function valuesOf(member: Member): readonly Literal[] {
  if (typeof member === "string") return [member];
  return member.kind === "enum" ? member.values : [];
}

function typeOf(member: Member): TypeExpr {
  return typeof member === "string" ? named(member) : member;
}

function literalOf(token: string): Literal | undefined {
  if (token.startsWith('"')) return token.slice(1, -1);
  if (token === "true" || token === "false") return token === "true";
  if (token === "null") return null;
  return /^-?\d+(\.\d+)?$/u.test(token) ? Number(token) : undefined;
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
  ["bytes", { kind: "bytes" }],
  ["json", { kind: "json" }],
]);

/** The names of the types that need no description. */
export const primitiveNames: readonly string[] = [...primitives.keys()];

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
    bytes: "byte binary bytea blob buffer base64",
    json: "any object unknown",
  }).flatMap(([ours, theirs]) => theirs.split(" ").map((name) => [name, ours] as const)),
);

/** The type that a word in small letters was probably meant to be: types of the user's own begin with a capital. */
function meantPrimitive(name: string): string | undefined {
  if (primitives.has(name) || !/^\p{Ll}/u.test(name)) return undefined;
  return elsewhere.get(name) ?? closestName(name, primitives.keys());
}
