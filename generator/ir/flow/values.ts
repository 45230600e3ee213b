import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { SqlMeaning, Template } from "../../text/model.ts";
import type { TypeExpr, Value } from "../model/diagram-model.ts";
import { findDrawn } from "./drawn-sources.ts";
import { comparedWithLists } from "./list-parameters.ts";
import { canBe, resolveName, shareWord, typeAt, type Frame, type Known } from "./scope.ts";
import type { Passed } from "./signatures.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";

const anyRecord: TypeExpr = { kind: "record", fields: [] };
const anyList: TypeExpr = { kind: "list", element: { kind: "json" } };

/** A value with the names in it that the diagram does not say where from. */
export interface Sourced {
  readonly value: Value;
  readonly holes: readonly Known[];
}

/** What a component passes, by what it knows at that moment. */
export function passedValue(passed: Passed, frame: Frame, types: TypeKnowledge): Sourced {
  const { source } = passed;
  const find = finder(frame.scope, types);
  const fits = fitter(frame.scope, types);
  switch (source.kind) {
    case "literal":
      return { value: source, holes: [] };
    case "unsaid":
      return hole(passed.name, passed.type);
    case "name": {
      const names = source.from === undefined ? [source.name] : [source.from, source.name];
      const path = names
        .map((name) => find(name, passed.type))
        .find((known) => known !== undefined && fits(known, passed.type));
      if (path !== undefined) return { value: { kind: "from", path }, holes: [] };
      return source.otherwise === undefined
        ? hole(source.name, passed.type)
        : { value: { kind: "literal", value: source.otherwise }, holes: [] };
    }
    case "text": {
      const path = findText(source.name, find);
      if (path === undefined) return hole(source.name, passed.type);
      if (fits(path, passed.type)) return { value: { kind: "from", path }, holes: [] };
      if (fits(path, { kind: "number" }) || fits(path, { kind: "boolean" }))
        return { value: { kind: "template", parts: ["", path, ""] }, holes: [] };
      // Kept as its JSON.
      return fits(path, anyRecord) || fits(path, anyList)
        ? { value: { kind: "from", path }, holes: [] }
        : hole(source.name, passed.type);
    }
    case "fields":
      return drawnValue(source.name, source.shown, findDrawn(find, source.sources), fits);
    case "template":
      return templateValue(source.template, find, types);
    case "sql":
      return sqlValue(source.statement, frame, find, fits, types);
  }
}

/**
 * What the diagram shows of a value field by field. `find` says where a name is known; a field that is written out is
 * that literal, a field that is known is taken from there, and the rest is not said.
 */
export function drawnValue(name: string, shown: TypeExpr, find: Find, fits: Fits = () => true): Sourced {
  const path = find(name, shown);
  if (shown.kind === "enum" && shown.values.length === 1) {
    return { value: { kind: "literal", value: shown.values[0] ?? null }, holes: [] };
  }
  if (shown.kind !== "record")
    return path === undefined || !fits(path, shown)
      ? hole(name, shown)
      : { value: { kind: "from", path }, holes: [] };
  const fields = shown.fields
    .filter((field) => !field.optional)
    .map((field) => ({ name: field.name, ...drawnValue(field.name, field.type, find, fits) }));
  const holes = fields.flatMap((field) => field.holes);
  // What is known as a whole is handed on as a whole, where its parts are not known one by one.
  if (path !== undefined && holes.length > 0 && fits(path, shown))
    return { value: { kind: "from", path }, holes: [] };
  return {
    value: { kind: "record", fields: fields.map(({ name: field, value }) => ({ name: field, value })) },
    holes,
  };
}

/** Where a name is known, of this type if one is asked for: a path in scope. */
export type Find = (name: string, type?: TypeExpr) => string | undefined;

/** Whether what is known by a path can be of this type; a name alone does not say so. */
export type Fits = (path: string, type: TypeExpr) => boolean;

export function fitter(scope: readonly Known[], types: TypeKnowledge): Fits {
  return (path, type) => {
    const known = typeAt(path, scope, types.namedTypes());
    return known === undefined || canBe(known, type, types.namedTypes());
  };
}

export function finder(scope: readonly Known[], types: TypeKnowledge): Find {
  const named = types.namedTypes();
  return (name, type) =>
    resolveName(name, scope, named, (known) => type === undefined || canBe(known, type, named));
}

/** Where a name is known that a text is made of: rather as a text or a number than as something that has fields. */
function findText(name: string, find: Find): string | undefined {
  return find(name, written) ?? find(name);
}

const written: TypeExpr = {
  kind: "union",
  members: [{ kind: "string" }, { kind: "number" }, { kind: "boolean" }],
};

function hole(name: string, type: TypeExpr): Sourced {
  const known = camelCase(name);
  return { value: { kind: "free", name: known }, holes: [{ name: known, type }] };
}

function templateValue(template: Template, find: Find, types: TypeKnowledge): Sourced {
  const unknown = template.filter(
    (part, position) => position % 2 === 1 && findText(part, find) === undefined,
  );
  const parts = template.map((part, position) =>
    position % 2 === 0 ? part : (findText(part, find) ?? camelCase(part)),
  );
  return {
    value: { kind: "template", parts },
    holes: unknown.map((name) => ({ name: camelCase(name), type: types.typeOf(name, "string") })),
  };
}

/** A column that several rows fill without saying with what is another value in each: `VALUES (?), (?)`. */
function named(name: string | undefined, position: number, statement: SqlMeaning): string {
  if (name === undefined) return `parameter ${position + 1}`;
  const unnamed = (index: number): boolean =>
    statement.parameters[index]?.name === undefined && statement.parameters[index]?.column === name;
  const earlier = statement.parameters.slice(0, position).filter((_, index) => unnamed(index)).length;
  return unnamed(position) && earlier > 0 ? `${name} ${earlier + 1}` : name;
}

function sqlValue(
  statement: SqlMeaning,
  frame: Frame,
  find: Find,
  fits: Fits,
  types: TypeKnowledge,
): Sourced {
  const wanted = statement.parameters.map((parameter) => parameter.name ?? parameter.column);
  const paths = wanted.map((name) => (name === undefined ? undefined : findText(name, find)));
  const unused = frame.parameters.filter(
    (name) => !paths.some((path) => path === name || path?.startsWith(`${name}.`)),
  );
  const sourced = paths.map((path, position): Sourced => {
    if (path !== undefined) return { value: { kind: "from", path }, holes: [] };
    const name = wanted[position];
    // The only argument left that shares a word with the column: `content_images` takes `imageUrls`.
    const candidates = unused.filter((other) => name !== undefined && shareWord(other, name));
    const only = candidates[0];
    if (candidates.length === 1 && only !== undefined)
      return { value: { kind: "from", path: only }, holes: [] };
    const missing = named(name, position, statement);
    const type = types.typeOf(camelCase(missing), "string");
    const isSeveral = statement.parameters[position]?.isList === true && type.kind !== "list";
    return hole(missing, isSeveral ? { kind: "list", element: type } : type);
  });
  const values = sourced.map(({ value }) => value);
  const isList = statement.parameters.map((parameter, position) => {
    const value = values[position];
    return parameter.isList && (value?.kind !== "from" || fits(value.path, anyList));
  });
  return {
    value: { kind: "sql", chunks: comparedWithLists(statement.chunks, isList), values },
    holes: sourced.flatMap(({ holes }) => holes),
  };
}
