import type { ObservedCall, RunGroup, RunState } from "../state/run-state.ts";
import { drawnCall, drawnSelf, judgeCall, type DrawnCall } from "./judge-call.ts";

/** The run that a component makes this call for, of all that are under way on it. */
export function runOfCall(group: RunGroup, call: ObservedCall): RunState {
  return runThatDraws(group, call.caller, (run) => drawnCall(run, call));
}

/** The run that a component calls itself for. */
export function runOfSelf(
  group: RunGroup,
  component: string,
  method: string,
  args: readonly unknown[],
): RunState {
  return runThatDraws(group, component, (run) => drawnSelf(run, component, method, args));
}

/**
 * The run in whose code this is. A component may also do the work of one event in the code of another, as a queue of its
 * own does: where nothing shows whose work it is, it is that of a run in which the component has something to do.
 */
export function runUnderWay(group: RunGroup, component: string | undefined): RunState {
  const busy = group.runs.find(({ activities }) =>
    activities.unsettled.some((activity) => activity.component === component),
  );
  return runOfThisCode(group) ?? busy ?? firstOf(group);
}

function runThatDraws(
  group: RunGroup,
  component: string | undefined,
  callIn: (run: RunState) => DrawnCall,
): RunState {
  const own = runOfThisCode(group);
  const first = own ?? firstOf(group);
  if (group.runs.length === 1 || isDisturbed(first)) return first;
  const judged = judgeCall(first, callIn(first));
  if (judged.kind === "fits") return first;
  const other = group.runs.find(
    (run) => run !== first && !isDisturbed(run) && judgeCall(run, callIn(run)).kind === "fits",
  );
  if (other === undefined) return own ?? runUnderWay(group, component);
  // Nothing is wrong with that, unless something goes wrong later on: then this is where events were mixed up.
  if (own !== undefined) own.course.suspect(judged.violation, own.monitor.trace);
  return other;
}

function isDisturbed({ disturbance }: RunState): boolean {
  return disturbance.aftermath !== undefined || disturbance.retrial !== undefined;
}

function runOfThisCode({ runs }: RunGroup): RunState | undefined {
  return runs.find(({ activities }) => activities.current !== undefined);
}

function firstOf({ runs }: RunGroup): RunState {
  const [first] = runs;
  if (first === undefined) throw new Error("there is no run");
  return first;
}
