import type { Flow } from "../context/method-context.ts";
import type { Declared, Statement } from "../model/statement.ts";
import { completes } from "../model/reachability.ts";

/**
 * What every branch that goes on binds under one name: it is known after the choice, too, and the choice declares it.
 * The branches then give it its value.
 */
export function broughtByAll(branches: readonly Flow[], flow: Flow): readonly Declared[] {
  const going = branches.filter(({ statements }) => completes(statements));
  const [first, ...others] = going;
  if (first === undefined || others.length === 0) return [];
  const declares: Declared[] = [];
  for (const [name, entry] of first.scope) {
    const { local, type } = entry;
    const isKnown = [...flow.scope.values()].some((known) => known.local === local);
    if (isKnown || entry.fields.length > 0) continue;
    const isCommon = going.every(
      ({ scope, statements }) =>
        scope.get(name)?.local === local && statements.some((one) => binds(one, local)),
    );
    if (!isCommon) continue;
    if (!declares.some(({ as }) => as === local)) declares.push({ as: local, type });
    flow.scope.set(name, { local, fields: [], type });
  }
  for (const { as } of declares)
    for (const { statements } of branches)
      statements.splice(0, Infinity, ...statements.map((one) => assigned(one, as)));
  return declares;
}

/** What a block that always runs binds is known behind it, too, and is declared before it. */
export function broughtBy(body: Flow, flow: Flow): readonly Declared[] {
  const declares: Declared[] = [];
  for (const [name, entry] of body.scope) {
    const { local, type, fields } = entry;
    const isKnown = [...flow.scope.values()].some((known) => known.local === local && known !== entry);
    if (isKnown || !body.statements.some((one) => binds(one, local))) continue;
    if (!declares.some(({ as }) => as === local)) declares.push({ as: local, type });
    flow.scope.set(name, { local, fields, type });
  }
  for (const { as } of declares)
    body.statements.splice(0, Infinity, ...body.statements.map((one) => assigned(one, as)));
  return declares;
}

/** Whether a statement binds this name for what follows it in its block. */
function binds(statement: Statement, local: string): boolean {
  return statement.kind === "call"
    ? statement.as === local && statement.again !== true
    : declaredBy(statement).some(({ as }) => as === local);
}

/** The statement as one that gives a value to a name declared further out. */
function assigned(statement: Statement, local: string): Statement {
  if (!binds(statement, local)) return statement;
  if (statement.kind === "call") return { ...statement, declared: true };
  return { ...statement, declares: declaredBy(statement).filter(({ as }) => as !== local) } as Statement;
}

/** What a choice declares before it. */
export function declaredBy(statement: Statement): readonly Declared[] {
  return statement.kind === "if" || statement.kind === "switch" || statement.kind === "do"
    ? (statement.declares ?? [])
    : [];
}
