import type { Literal } from "../../ir/model/diagram-model.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Condition, Expression } from "../model/expression.ts";
import type { Declared, Statement } from "../model/statement.ts";
import {
  besideOthers,
  branchFlow,
  localsIn,
  type Flow,
  type MethodContext,
} from "../context/method-context.ts";
import { broughtByAll } from "./brought-by-all.ts";
import { unionOf } from "../types/types.ts";
import { completes, leavesLoop } from "../model/reachability.ts";
import { allStatements } from "./references.ts";

/** One way to go on, and when to take it; the last one may have no condition. */
export interface Branch {
  readonly condition: Condition | undefined;
  readonly build: (flow: Flow) => void;
}

/** Plans `if … else if … else`, flat after a branch that does not come back. */
export function planBranches(branches: readonly Branch[], flow: Flow): void {
  const [first, ...others] = branches;
  if (first === undefined) return;
  if (first.condition === undefined) return first.build(flow);
  const taken = branchFlow(flow);
  first.build(taken);
  const otherwise = branchFlow(flow, [taken]);
  planBranches(others, otherwise);
  if (callsNothing(first.condition) && areAlike([taken.statements, otherwise.statements])) {
    flow.statements.push(...taken.statements);
    learnFrom(taken, flow);
  } else if (taken.statements.length > 0 && !completes(taken.statements)) {
    const { condition } = first;
    flow.statements.push(
      { kind: "if", condition, taken: taken.statements, otherwise: [] },
      ...otherwise.statements,
    );
    learnFrom(otherwise, flow);
  } else {
    const declares = broughtByAll([taken, otherwise], flow);
    pushIf(first.condition, taken.statements, otherwise.statements, declares, flow);
    joinReplaced(taken, otherwise, flow);
  }
}

/** What was planned for a branch stands in the block itself, and so does what it knows. */
function learnFrom(branch: Flow, flow: Flow): void {
  for (const [name, entry] of branch.scope) flow.scope.set(name, entry);
}

/** What a branch has replaced is afterwards whatever either of the two leaves. */
function joinReplaced(taken: Flow, otherwise: Flow, flow: Flow): void {
  const replaced = new Set(
    allStatements([...taken.statements, ...otherwise.statements]).flatMap((statement) =>
      statement.kind === "call" && statement.again === true && statement.as !== undefined
        ? [statement.as]
        : [],
    ),
  );
  for (const [name, entry] of flow.scope) {
    const ends = [taken.scope.get(name), otherwise.scope.get(name)].flatMap((end) =>
      end?.local === entry.local && end.fields.length === 0 ? [end.type] : [],
    );
    const members = ends.flatMap((type) => (type.kind === "union" ? type.members : [type]));
    if (replaced.has(entry.local) && ends.length === 2)
      flow.scope.set(name, { ...entry, type: unionOf(members) });
  }
}

/** The condition only reads local values, so it can be left out when its branch is empty. */
function callsNothing(condition: Condition): boolean {
  switch (condition.kind) {
    case "not":
      return callsNothing(condition.condition);
    case "all":
    case "any":
      return condition.of.every(callsNothing);
    case "holds":
      return condition.expression.kind === "path";
    case "one-of":
    case "compares":
    case "instance-of":
      return true;
  }
}

function areAlike(blocks: readonly (readonly Statement[])[]): boolean {
  const [first, ...others] = blocks.map((block) => JSON.stringify(block));
  return others.every((other) => other === first);
}

function pushIf(
  condition: Condition,
  then: readonly Statement[],
  otherwise: readonly Statement[],
  declares: readonly Declared[],
  flow: Flow,
): void {
  if (then.length > 0)
    flow.statements.push({ kind: "if", condition, taken: then, otherwise, ...declaring(declares) });
  else if (otherwise.length > 0) {
    flow.statements.push({
      kind: "if",
      condition: { kind: "not", condition },
      taken: otherwise,
      otherwise: [],
    });
  }
}

function declaring(declares: readonly Declared[]): { declares?: readonly Declared[] } {
  return declares.length === 0 ? {} : { declares };
}

export interface Case {
  readonly values: readonly Literal[];
  readonly build: (flow: Flow) => void;
}

/** Plans a `switch`; inside a loop that a case leaves, an `if` chain, because `break` would leave the switch alone. */
export function planSwitch(
  on: Expression,
  cases: readonly Case[],
  otherwise: ((flow: Flow) => void) | undefined,
  flow: Flow,
): void {
  const inner: Flow[] = [];
  for (const build of [...cases.map((one) => one.build), ...(otherwise === undefined ? [] : [otherwise])]) {
    const next = besideOthers(flow, inner);
    build(next);
    inner.push(next);
  }
  const bodies = inner.slice(0, cases.length).map(({ statements }) => statements);
  const rest = inner[cases.length]?.statements;
  const [first] = inner;
  if (first !== undefined && rest === undefined && areAlike(bodies)) {
    flow.statements.push(...first.statements);
    return learnFrom(first, flow);
  }
  const declares = broughtByAll(inner, flow);
  if ([...bodies, rest ?? []].some(leavesLoop)) {
    const [all, ...others] = chain(
      on,
      cases.map(({ values }, index) => ({ values, body: bodies[index] ?? [] })),
      rest ?? [],
    );
    if (all !== undefined) flow.statements.push({ ...all, ...declaring(declares) }, ...others);
    return;
  }
  const listed = cases.map(({ values }, index) => ({ values, body: bodies[index] ?? [] }));
  flow.statements.push({ kind: "switch", on, cases: listed, otherwise: rest, ...declaring(declares) });
}

type ListedCase = { readonly values: readonly Literal[]; readonly body: readonly Statement[] };

function chain(
  on: Expression,
  cases: readonly ListedCase[],
  rest: readonly Statement[],
): readonly Statement[] {
  const [first, ...others] = cases;
  if (first === undefined) return rest;
  const condition: Condition = { kind: "one-of", left: on, values: first.values };
  return [{ kind: "if", condition, taken: first.body, otherwise: chain(on, others, rest) }];
}

/** Asks a stub of our own whether to take a branch that nothing in the diagram's data decides. */
export function askWhether(label: string, flow: Flow, context: MethodContext): Condition {
  const parameters = localsIn(flow.scope).filter(({ isPort }) => !isPort);
  const name = context.owner.stubs.invented(
    {
      name: camelCase(`is ${label}`),
      docs: [`Whether to go on with "${label}"; the diagram does not say how to know.`],
      parameters: parameters.map(({ name, type }) => ({ name, type })),
      returns: { kind: "promise", of: { kind: "type", type: { kind: "boolean" } } },
    },
    "Here",
  );
  return {
    kind: "holds",
    expression: awaitThis(
      name,
      parameters.map((parameter) => parameter.name),
    ),
  };
}

/** `await this.stockAvailable(order)` */
export function awaitThis(name: string, locals: readonly string[]): Expression {
  const args = locals.map((local): Expression => ({ kind: "path", root: local, fields: [] }));
  return { kind: "await", of: { kind: "call", on: "this", name, args } };
}
