import type { Literal, Outcome, TypeExpr, Value } from "../../ir/model/diagram-model.ts";
import { resolve } from "../context/scope.ts";
import type { Flow } from "../context/method-context.ts";
import type { Expression } from "../model/expression.ts";
import { expand, fieldOf, isAssignable, literalsOf, membersOf, type TypeTable } from "../types/types.ts";
import type { ReplyLeaf } from "./reply-leaves.ts";

/** A field of an answer whose value says which answer it is. */
export interface Discriminator {
  readonly on: Expression;
  readonly as: string;
  readonly path: readonly string[];
  readonly type: TypeExpr;
  readonly groups: readonly { readonly values: readonly Literal[]; readonly leaves: readonly ReplyLeaf[] }[];
}

/** The field that tells the most leaves apart, shallow fields first. */
export function discriminatorOf(
  leaves: readonly ReplyLeaf[],
  as: string,
  flow: Flow,
  table: TypeTable,
): Discriminator | undefined {
  const candidates = fieldPaths(leaves[0]?.outcomes[0], table).flatMap((path): readonly Discriminator[] => {
    const found = resolve([as, ...path].join("."), flow.scope, table);
    const groups = grouped(leaves, path, table);
    if (found === undefined || found.optional || groups === undefined || groups.length < 2) return [];
    const { type, expression } = found;
    const isComparable = groups.every(({ values }) =>
      values.every((value) => isAssignable({ kind: "enum", values: [value] }, type, table)),
    );
    return isComparable ? [{ on: expression, as, path, type, groups }] : [];
  });
  return candidates.find(({ groups }) => groups.length === leaves.length) ?? candidates[0];
}

/** Leaves with the values that lead to them; those that share a value stay together. */
function grouped(
  leaves: readonly ReplyLeaf[],
  path: readonly string[],
  table: TypeTable,
): Discriminator["groups"] | undefined {
  const groups: { values: readonly Literal[]; leaves: readonly ReplyLeaf[] }[] = [];
  for (const leaf of leaves) {
    const known = leaf.outcomes.map((outcome) => literalsAt(outcome, path, table));
    if (known.length === 0 || !known.every((values) => values !== undefined)) return undefined;
    const values = [...new Set(known.flat())];
    const index = groups.findIndex((group) => group.values.some((value) => values.includes(value)));
    const group = groups[index];
    if (group === undefined) groups.push({ values, leaves: [leaf] });
    else
      groups[index] = { values: [...new Set([...group.values, ...values])], leaves: [...group.leaves, leaf] };
  }
  return groups;
}

/** What an answer may carry at a path, when it says so exactly. */
function literalsAt(
  outcome: Outcome,
  path: readonly string[],
  table: TypeTable,
): readonly Literal[] | undefined {
  if (outcome.kind !== "returns") return undefined;
  const drawn = valueAt(outcome.value, path);
  if (drawn?.kind === "literal") return [drawn.value];
  let { type } = outcome;
  for (const name of path) {
    const field = fieldOf(type, name, table);
    if (field?.kind !== "known") return undefined;
    ({ type } = field);
  }
  return literalsOf(type, table);
}

function valueAt(value: Value, path: readonly string[]): Value | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const field = value.kind === "record" ? value.fields.find(({ name }) => name === first) : undefined;
  return field === undefined ? undefined : valueAt(field.value, rest);
}

const deepest = 3;

/** Paths to the fields of an answer, shallow ones first; the whole value is the first. */
function fieldPaths(outcome: Outcome | undefined, table: TypeTable): readonly (readonly string[])[] {
  if (outcome?.kind !== "returns") return [];
  const below = (type: TypeExpr, depth: number): readonly (readonly string[])[] => {
    const members = membersOf(type, table).map((member) => expand(member, table));
    const fields = members.flatMap((member) => (member.kind === "record" ? member.fields : []));
    return fields.flatMap(({ name, type }) => [
      [name],
      ...(depth < deepest ? below(type, depth + 1).map((path) => [name, ...path]) : []),
    ]);
  };
  return [[], ...below(outcome.type, 1)].toSorted((one, other) => one.length - other.length);
}
