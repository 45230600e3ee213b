import type { Literal, TypedField, TypeExpr } from "./model.ts";

/** The outcome of reading a type notation; `problem` says in words what could not be read. */
export interface ParsedNotation {
  readonly type: TypeExpr;
  readonly problem: string | undefined;
}

const depthMax = 20;

/**
 * Reads the notation in which a configuration describes types:
 * `{ id: string, at: date-time, kind: A | B | "c", tags: string[], nick?: string, size: integer, owner: User }`.
 */
export function parseTypeNotation(notation: string): ParsedNotation {
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

  const union = (depth: number): TypeExpr => {
    accept("|");
    const members = [postfix(depth)];
    while (accept("|")) members.push(postfix(depth));
    const first = members[0];
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

function primitive(name: string): TypeExpr | undefined {
  switch (name) {
    case "string":
      return { kind: "string" };
    case "non-empty":
      return { kind: "string", nonEmpty: true };
    case "uri":
    case "date-time":
    case "uuid":
    case "email":
      return { kind: "string", format: name };
    case "number":
      return { kind: "number" };
    case "integer":
      return { kind: "number", integer: true };
    case "boolean":
      return { kind: "boolean" };
    case "json":
      return { kind: "json" };
    default:
      return undefined;
  }
}
