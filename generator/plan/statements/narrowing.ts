import type { Literal, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { Binding, Flow } from "../context/method-context.ts";
import { resolve } from "../context/scope.ts";
import { isAssignable, membersOf, narrow, nullType, unionOf, type TypeTable } from "../types/types.ts";

/** Changes the type of what a call yielded, wherever the flow knows it by a name. */
export function narrowBinding(
  binding: Binding | undefined,
  flow: Flow,
  change: (type: TypeExpr) => TypeExpr,
): void {
  for (const [name, entry] of flow.scope) {
    if (entry.local === binding?.local && entry.fields.length === 0)
      flow.scope.set(name, { ...entry, type: change(entry.type) });
  }
}

/** What a call yielded is not what its name says here: an error was caught instead. */
export function forget(local: string, flow: Flow): void {
  for (const [name, entry] of flow.scope) if (entry.local === local) flow.scope.delete(name);
}

/** Notes that a field has one of these values. Like TypeScript, it narrows the object that directly holds the field. */
export function narrowField(
  as: string,
  path: readonly string[],
  values: readonly Literal[],
  flow: Flow,
  table: TypeTable,
): void {
  const entry = flow.scope.get(as);
  const field = path.at(-1);
  if (entry === undefined) return;
  if (path.length <= 1) {
    flow.scope.set(as, { ...entry, type: narrow(entry.type, path, values, table) });
  } else if (field !== undefined) {
    const holder = path.slice(0, -1);
    const found = resolve([as, ...holder].join("."), flow.scope, table);
    if (found === undefined) return;
    const known = new Map([
      ...(entry.known ?? []),
      [holder.join("."), narrow(found.type, [field], values, table)],
    ]);
    flow.scope.set(as, { ...entry, known });
  }
}

export function withoutNull(type: TypeExpr, table: TypeTable): TypeExpr {
  const members = membersOf(type, table).filter((member) => !isAssignable(member, nullType, table));
  return members.length === 0 ? type : unionOf(members);
}
