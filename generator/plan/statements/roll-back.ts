import type { FragmentId } from "../../ir/model/diagram-model.ts";
import type { Boundary } from "../../ir/model/transaction.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { Flow, MethodContext } from "../context/method-context.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import type { Statement } from "../model/statement.ts";
import { builder } from "../values/data.ts";
import { completes } from "../model/reachability.ts";

export type BranchAt = readonly [fragment: FragmentId, branch: number];

/**
 * Ends branches that draw ROLLBACK: what they answer is answered, and nothing of the transaction stays. A branch that
 * answers only with the others gets that answer of its own. What it goes on with besides cannot follow a rollback: then
 * the boundary is not kept.
 */
export function rollBack(
  branches: readonly BranchAt[],
  rest: readonly Behaviour[],
  flow: Flow,
  context: MethodContext,
): void {
  const drawn = rollbacksIn(branches, context);
  if (drawn.length === 0) return;
  if (context.inTransaction === true && completes(flow.statements)) {
    if (flow.inLoop || stepsIn({ kind: "sequence", items: rest }).some(({ side }) => side !== "send-reply"))
      return;
    context.build(rest, flow, [], context);
    if (completes(flow.statements)) flow.statements.push({ kind: "return", value: undefined });
  }
  for (const { span } of drawn) context.owner.realised.kept.add(span.start);
  // Without one there is nothing to undo.
  if (context.inTransaction === true)
    flow.statements.splice(0, flow.statements.length, ...flow.statements.map(undone));
}

function rollbacksIn(branches: readonly BranchAt[], { owner }: MethodContext): readonly Boundary[] {
  return owner.model.boundaries.filter(
    ({ kind, from, branch: at }) =>
      kind === "rollback" &&
      from === owner.participant.code &&
      branches.some(([fragment, branch]) => at?.[0] === fragment && at[1] === branch),
  );
}

/** What returns an answer undoes as well; what throws does so anyway. */
function undone(statement: Statement): Statement {
  switch (statement.kind) {
    case "return": {
      const { value } = statement;
      const isUndone =
        value?.kind === "call" &&
        value.on === "function" &&
        value.symbol.name === fromRuntime("rollback").name;
      return isUndone
        ? statement
        : { kind: "return", value: builder("rollback", ...(value === undefined ? [] : [value])) };
    }
    case "if":
      return {
        ...statement,
        taken: statement.taken.map(undone),
        otherwise: statement.otherwise.map(undone),
      };
    case "switch":
      return {
        ...statement,
        cases: statement.cases.map((one) => ({ ...one, body: one.body.map(undone) })),
        otherwise: statement.otherwise?.map(undone),
      };
    case "for-each":
    case "while":
    case "do":
    case "times":
      return { ...statement, body: statement.body.map(undone) };
    default:
      return statement;
  }
}
