import type { TypeExpr } from "../../ir/model/diagram-model.ts";
import type { Expression, PathField } from "../model/expression.ts";
import { fieldOf, type TypeTable } from "../types/types.ts";

/** What a method can refer to at one point, by the diagram's name for it, in the order in which it became known. */
export type Scope = ReadonlyMap<string, ScopeEntry>;

export interface ScopeEntry {
  /** The local name. */
  readonly local: string;
  /** Where in the local value it is; empty for the value itself. */
  readonly fields: readonly PathField[];
  readonly type: TypeExpr;
  /** Types of what is inside it, by dotted path, where a condition has narrowed them. */
  readonly known?: ReadonlyMap<string, TypeExpr>;
}

export interface Resolved {
  readonly expression: Expression & { readonly kind: "path" };
  readonly type: TypeExpr;
  /** May be missing, as far as TypeScript knows. */
  readonly optional: boolean;
}

/** Finds `event.eventDraftId` in scope; undefined when nothing of that name is known, or its type does not let it be read. */
export function resolve(path: string, scope: Scope, table: TypeTable): Resolved | undefined {
  const [root = "", ...names] = path.split(".");
  const entry = scope.get(root);
  if (entry === undefined) return undefined;
  let { type } = entry;
  let optional = false;
  const fields: PathField[] = [...entry.fields];
  for (const [index, name] of names.entries()) {
    if (optional) return undefined;
    const field = fieldOf(type, name, table);
    if (field === undefined) return undefined;
    fields.push({ name, indexed: field.kind === "open" });
    optional = field.kind === "open" || field.optional;
    const narrowed = entry.known?.get(names.slice(0, index + 1).join("."));
    type = narrowed ?? (field.kind === "open" ? { kind: "json" } : field.type);
  }
  return { expression: { kind: "path", root: entry.local, fields }, type, optional };
}
