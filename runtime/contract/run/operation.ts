import type { StepId } from "../../model/diagram-protocol.ts";
import { observeAnswer } from "./observe-answer.ts";
import { allowedNext, fail, never, type Activity, type Settlement, type RunState } from "./run-state.ts";
import { clean, nameOf } from "../report/describe-step.ts";

/** Calls a method of a real component; what it answers is held against the diagram before the caller gets it. */
export function startOperation(
  state: RunState,
  component: string,
  method: string,
  args: readonly unknown[],
  steps: readonly StepId[],
): Promise<unknown> {
  const instance = state.instances.get(component);
  const operation: unknown = instance === undefined ? undefined : Reflect.get(instance, method);
  if (instance === undefined || typeof operation !== "function") {
    fail(state, {
      kind: "missing",
      step: steps[0],
      sentence: `${nameOf(state.subject.protocol, component)} has no method ${clean(method, 60)}.`,
      expected: allowedNext(state, component),
      observed: undefined,
    });
    return never();
  }
  const activity: Activity = {
    kind: "operation",
    component,
    name: method,
    steps,
    parent: state.current.getStore(),
    outcome: undefined,
  };
  return track(state, activity, () => Reflect.apply(operation, instance, args) as unknown);
}

/** Runs the work as this activity, and ends with what the diagram makes of its outcome. */
export async function track(state: RunState, activity: Activity, work: () => unknown): Promise<unknown> {
  state.activities.add(activity);
  const outcome = await outcomeOf(() => state.current.run(activity, work));
  state.happened += 1;
  activity.outcome = outcome;
  if (state.over || !observeAnswer(state, activity, outcome)) return never();
  if (outcome.kind === "returned") return outcome.value;
  throw outcome.error;
}

async function outcomeOf(work: () => unknown): Promise<Settlement> {
  try {
    return { kind: "returned", value: await work() };
  } catch (error) {
    return { kind: "threw", error };
  }
}
