import type { SqlFacts } from "../../model/sql/sql-facts.ts";
import type { RunState } from "../state/run-state.ts";
import { own } from "../values/deep-equal.ts";
import { neutralResult } from "../values/neutral-result.ts";

/** What the statement that a call carries says of its own answer; undefined for a call without one. */
export function factsOfCall({ subject }: RunState, [statement]: readonly unknown[]): SqlFacts | undefined {
  const text = typeof statement === "object" && statement !== null ? own(statement, "text") : undefined;
  return typeof text === "string" ? subject.factsOf(text) : undefined;
}

/** What a scripted participant answers where the diagram does not say. */
export function undrawnAnswer(
  state: RunState,
  participant: string,
  method: string,
  args: readonly unknown[],
): unknown {
  const [statement] = args;
  const values = typeof statement === "object" && statement !== null ? own(statement, "values") : undefined;
  return neutralResult(
    state.subject.protocol.participants[participant],
    method,
    factsOfCall(state, args),
    Array.isArray(values) ? values : [],
  );
}
