import { canBe, isNothing } from "../../ir/flow/scope.ts";
import type { TypeExpr, Value } from "../../ir/model/diagram-model.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { CallExpression, Expression } from "../model/expression.ts";
import { localsIn, type Flow, type MethodContext } from "../context/method-context.ts";
import { literalType, passedOn, recordFor, type RecordValue } from "./record-fit.ts";
import { builder, literal } from "./data.ts";
import type { ValueEntry } from "./redis-commands.ts";
import { resolve, type Resolved } from "../context/scope.ts";
import { anyString, expand, holdsBytes, isAssignable, membersOf, type TypeTable } from "../types/types.ts";

/** What a value is for, to name and explain a stub for it. */
export interface Purpose {
  readonly name: string;
  /** `persistUser`: who gets it. */
  readonly receiver: string;
  /** For a store that keeps text: what is an object is kept as JSON. */
  readonly isStored?: boolean;
}

/** The code for a value. Whatever the diagram leaves open is asked of a stub, and what has the wrong type is parsed. */
export function valueExpression(
  value: Value,
  expected: TypeExpr | undefined,
  purpose: Purpose,
  flow: Flow,
  context: MethodContext,
): Expression {
  const { table } = context.owner;
  switch (value.kind) {
    case "from": {
      const found = resolve(value.path, flow.scope, table);
      if (found === undefined) return provided(purpose, expected, flow, context);
      if (expected === undefined) return found.expression;
      if (!found.optional && isAssignable(found.type, expected, table)) return found.expression;
      if (purpose.isStored === true && expected.kind === "string" && isStructured(found, table))
        return storedText(found, table);
      return hasPort(expected) || isOther(found.type, expected, context)
        ? provided(purpose, expected, flow, context)
        : parsed(expected, found.expression, value.path);
    }
    case "literal": {
      const fits = expected === undefined || isAssignable(literalType(value.value), expected, table);
      return fits ? value : parsed(expected, value, purpose.name);
    }
    case "template": {
      const text = templateExpression(value.parts, purpose, flow, context);
      return expected === undefined || isAssignable(anyString, expected, table)
        ? text
        : parsed(expected, text, purpose.name);
    }
    case "record":
      // Drawn field by field for a store that keeps text.
      return purpose.isStored === true && expected?.kind === "string"
        ? inJson(recordExpression(value, undefined, purpose, flow, context))
        : recordExpression(value, expected, purpose, flow, context);
    case "sql":
      return {
        kind: "sql",
        chunks: value.chunks,
        values: value.values.map((part, index) =>
          valueExpression(part, undefined, { ...purpose, name: sqlName(part, index) }, flow, context),
        ),
      };
    case "free": {
      const known = flow.scope.get(value.name);
      if (known !== undefined)
        return valueExpression({ kind: "from", path: value.name }, expected, purpose, flow, context);
      return provided({ ...purpose, name: value.name }, expected, flow, context);
    }
  }
}

/** An object of texts whose keys are only known when it is made. */
export function entriesExpression(
  entries: readonly ValueEntry[],
  purpose: Purpose,
  flow: Flow,
  context: MethodContext,
): Expression {
  const text = (value: Value, name: string): Expression =>
    valueExpression(value, anyString, { ...purpose, name }, flow, context);
  return {
    kind: "object",
    entries: entries.map(({ key, value }) => ({
      key: key.kind === "literal" ? String(key.value) : text(key, "field"),
      value: text(value, "value"),
    })),
  };
}

/** `parse(ImageUrls, value, "imageUrls")` */
export function parsed(type: TypeExpr, value: Expression, what: string): CallExpression {
  return builder("parse", { kind: "schema", type }, value, literal(what));
}

/** Whether it is a record or a list */
function isStructured({ type, optional }: Resolved, table: TypeTable): boolean {
  const isOne = (member: TypeExpr): boolean => {
    const { kind } = expand(member, table);
    return kind === "record" || kind === "list" || kind === "named";
  };
  return !optional && membersOf(type, table).every(isOne);
}

/** `JSON.stringify(order)`, `jsonText(upload)` */
function storedText({ expression: value, type }: Resolved, table: TypeTable): CallExpression {
  return holdsBytes(type, table) ? builder("jsonText", value) : inJson(value);
}

function inJson(value: Expression): CallExpression {
  return {
    kind: "call",
    on: "value",
    value: { kind: "global", name: "JSON" },
    name: "stringify",
    args: [value],
  };
}

/** Asks a stub for a value that the diagram does not say where to get, and remembers it under its name. */
function provided(
  purpose: Purpose,
  type: TypeExpr | undefined,
  flow: Flow,
  context: MethodContext,
): Expression {
  const { stubs } = context.owner;
  const wanted: TypeExpr = type ?? holeType(purpose.name, context) ?? { kind: "json" };
  const parameters = localsIn(flow.scope);
  const name = stubs.invented(
    {
      name: camelCase(`provide ${purpose.name}`),
      docs: [
        `What ${purpose.receiver} receives as ${purpose.name}; the diagram does not say where it comes from.`,
      ],
      parameters: parameters.map(({ name, type }) => ({ name, type })),
      returns: { kind: "promise", of: { kind: "type", type: wanted } },
    },
    `For${camelCase(`a ${purpose.receiver}`).slice(1)}`,
  );
  const local = context.locals.take(camelCase(purpose.name, "value"), "Value");
  const args = parameters.map((parameter): Expression => ({
    kind: "path",
    root: parameter.name,
    fields: [],
  }));
  const call: Expression = { kind: "await", of: { kind: "call", on: "this", name, args } };
  flow.statements.push({ kind: "call", call, as: local });
  flow.scope.set(purpose.name, { local, fields: [], type: wanted });
  return { kind: "path", root: local, fields: [] };
}

function templateExpression(
  parts: readonly string[],
  purpose: Purpose,
  flow: Flow,
  context: MethodContext,
): Expression {
  const chunks = parts.filter((_, index) => index % 2 === 0);
  const paths = parts.filter((_, index) => index % 2 === 1);
  return { kind: "template", chunks, values: paths.map((path) => textOf(path, purpose, flow, context)) };
}

// In a template, only texts and numbers look the same as they do alone.
function textOf(path: string, purpose: Purpose, flow: Flow, context: MethodContext): Expression {
  const { table } = context.owner;
  const named = { ...purpose, name: path.split(".").at(-1) ?? path };
  const found = resolve(path, flow.scope, table);
  const isNumber =
    found !== undefined && !found.optional && isAssignable(found.type, { kind: "number" }, table);
  return isNumber
    ? found.expression
    : valueExpression({ kind: "from", path }, anyString, named, flow, context);
}

/** Whether some of what a value is drawn as can never be what is asked for: parsing it would refuse what is drawn. */
function isOther(type: TypeExpr, expected: TypeExpr, { owner: { table, model } }: MethodContext): boolean {
  return membersOf(type, table).some((member) => !isNothing(member) && !canBe(member, expected, model.types));
}

/** The diagram says only what it is made of, not where any of it comes from. */
export function isOpen(value: Value): boolean {
  return (
    value.kind === "free" || (value.kind === "record" && value.fields.every((field) => isOpen(field.value)))
  );
}

/** What the model makes of a hole of this name in the component at hand. */
function holeType(name: string, { owner }: MethodContext): TypeExpr | undefined {
  return owner.model.holes.find(
    (hole) => hole.name === name && owner.steps.get(hole.step)?.from === owner.participant.code,
  )?.type;
}

function recordExpression(
  value: RecordValue,
  expected: TypeExpr | undefined,
  purpose: Purpose,
  flow: Flow,
  context: MethodContext,
): Expression {
  if (expected !== undefined && isOpen(value)) return provided(purpose, expected, flow, context);
  const whole = passedOn(value, expected, flow, context);
  if (whole !== undefined) return whole;
  const target = expected === undefined ? undefined : recordFor(value, expected, flow, context.owner.table);
  if (expected !== undefined && target === undefined) {
    const plain = recordExpression(value, undefined, purpose, flow, context);
    return parsed(expected, plain, purpose.name);
  }
  const drawn = value.fields.map(({ name, value: part }) => {
    const type = target?.fields.find((field) => field.name === name)?.type;
    return { key: name, value: valueExpression(part, type, { ...purpose, name }, flow, context) };
  });
  const missing = (target?.fields ?? []).filter(
    ({ name, optional }) => !optional && !value.fields.some((field) => field.name === name),
  );
  const asked = missing.map(({ name, type }) => ({
    key: name,
    value: valueExpression({ kind: "free", name }, type, { ...purpose, name }, flow, context),
  }));
  return { kind: "object", entries: [...drawn, ...asked] };
}

/** Whether a type asks for an object to call back; no data can be parsed into one. */
function hasPort(type: TypeExpr): boolean {
  return type.kind === "port" || (type.kind === "union" && type.members.some(hasPort));
}

function sqlName(value: Value, index: number): string {
  if (value.kind === "free") return value.name;
  return value.kind === "from" ? (value.path.split(".").at(-1) ?? value.path) : `value ${index + 1}`;
}
