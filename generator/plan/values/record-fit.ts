import type { Literal, TypeExpr, Value } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import type { Flow, MethodContext } from "../context/method-context.ts";
import { resolve } from "../context/scope.ts";
import {
  expand,
  fieldOf,
  isAssignable,
  isBare,
  literalsOf,
  membersOf,
  type TypeTable,
} from "../types/types.ts";

type RecordType = Extract<TypeExpr, { kind: "record" }>;
export type RecordValue = Extract<Value, { kind: "record" }>;

/** The record among the expected types that the drawn fields can make up. */
export function recordFor(
  value: RecordValue,
  expected: TypeExpr,
  flow: Flow,
  table: TypeTable,
): RecordType | undefined {
  const records = membersOf(expected, table)
    .map((member) => expand(member, table))
    .filter((member): member is RecordType => member.kind === "record" && !isBare(member));
  const fitting = records.filter((record) =>
    value.fields.every((field) => fieldFits(field, record, flow, table)),
  );
  const lacking = (record: RecordType): number => record.fields.filter(({ optional }) => !optional).length;
  return fitting.toSorted((one, other) => lacking(one) - lacking(other))[0];
}

function fieldFits(
  { name, value }: RecordValue["fields"][number],
  record: RecordType,
  flow: Flow,
  table: TypeTable,
): boolean {
  const field = record.fields.find((candidate) => candidate.name === name);
  if (field === undefined) return false;
  if (value.kind === "record") return recordFor(value, field.type, flow, table) !== undefined;
  if (value.kind === "literal") return isAssignable(literalType(value.value), field.type, table);
  const found = value.kind === "from" ? resolve(value.path, flow.scope, table) : undefined;
  return found === undefined || !isData(found.type, table) || isAssignable(found.type, field.type, table);
}

// Only records are told apart; other types say too little about which record is expected.
function isData(type: TypeExpr, table: TypeTable): boolean {
  return membersOf(type, table).every((member) => expand(member, table).kind === "record");
}

/** The type that allows only this value. */
export function literalType(value: Literal): TypeExpr {
  return { kind: "enum", values: [value] };
}

/** `{ status: 200, body: response.body }` is just `response` where its status is known to be 200. */
export function passedOn(
  value: RecordValue,
  expected: TypeExpr | undefined,
  flow: Flow,
  context: MethodContext,
): Expression | undefined {
  const { table } = context.owner;
  const roots = new Set(
    value.fields.flatMap((field) =>
      field.value.kind === "from" ? [field.value.path.split(".")[0] ?? ""] : [],
    ),
  );
  const [root, another] = roots;
  if (root === undefined || another !== undefined) return undefined;
  const source = resolve(root, flow.scope, table);
  if (source === undefined || source.optional) return undefined;
  const isSame = value.fields.every(({ name, value: part }) => {
    if (part.kind === "from") return part.path === `${root}.${name}`;
    const field = fieldOf(source.type, name, table);
    const known =
      part.kind === "literal" && field?.kind === "known" ? literalsOf(field.type, table) : undefined;
    return part.kind === "literal" && known?.length !== undefined && known.every((one) => one === part.value);
  });
  const members = membersOf(source.type, table).map((member) => expand(member, table));
  const hasNoMore = members.every(
    (member) =>
      member.kind === "record" &&
      member.fields.every(({ name }) => value.fields.some((field) => field.name === name)),
  );
  const fits = expected !== undefined && isAssignable(source.type, expected, table);
  return isSame && hasNoMore && fits ? source.expression : undefined;
}
