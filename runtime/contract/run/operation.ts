import type { StepId } from "../../model/steps.ts";
import { observeAnswer } from "./observe-answer.ts";
import type { Activity } from "../state/activities.ts";
import { allowedNext, fail, never, type RunState } from "../state/run-state.ts";
import { clean, nameOf } from "../report/describe-step.ts";

/** Calls a method of a real component; what it answers is held against the diagram before the caller gets it. */
export function startOperation(
  state: RunState,
  component: string,
  method: string,
  args: readonly unknown[],
  steps: readonly StepId[],
): Promise<unknown> {
  const instance = state.group.instances.get(component);
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
  return answered(
    state,
    state.activities.operate(
      { kind: "operation", component, name: method, steps },
      () => Reflect.apply(operation, instance, args) as unknown,
    ),
  );
}

/** Starts a task that a component wanted to be done in the background; false when none is due. */
export function startTask(state: RunState): boolean {
  const task = state.activities.nextTask();
  if (task === undefined) return false;
  answered(state, state.activities.perform(task)).catch(() => undefined);
  return true;
}

/** What an activity came to, once that was held against the diagram. */
async function answered(state: RunState, done: Promise<Activity>): Promise<unknown> {
  const activity = await done;
  const { settlement } = activity;
  state.course.goOn();
  if (settlement === undefined || state.course.over || !observeAnswer(state, activity, settlement))
    return never();
  if (settlement.kind === "returned") return settlement.value;
  throw settlement.error;
}
