import type { Decision } from "../../model/diagram-protocol.ts";
import type { Ordering } from "../../model/orderings.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";
import { clean } from "../report/describe-step.ts";
import { collaboratorsOf } from "./collaborators.ts";
import { answerDecision, type Asked } from "./answer-decision.ts";
import { observeSelf } from "./observe-call.ts";
import { never, type RunGroup, type RunState } from "../state/run-state.ts";
import { runOfSelf, runUnderWay } from "./run-of.ts";
import { noteUnfilled } from "../state/unfilled.ts";

type Method = (...args: readonly unknown[]) => unknown;

/** Builds the real components, with the methods wrapped that the diagram speaks of. */
export function createInstances(group: RunGroup): void {
  const { subject, instances } = group;
  for (const component of subject.real) {
    const instance = subject.create(component, collaboratorsOf(group, component));
    watchSelfSteps(group, component, instance);
    replaceDecisions(group, component, instance);
    replaceCases(group, component, instance);
    instances.set(component, instance);
  }
}

function watchSelfSteps(group: RunGroup, component: string, instance: object): void {
  const steps = Object.values(group.subject.protocol.steps);
  const methods = steps.flatMap((step) =>
    step.kind === "self" && step.from === component ? [step.method] : [],
  );
  for (const name of new Set(methods)) {
    const original = methodOf(instance, name);
    if (original === undefined) continue;
    replace(instance, name, (...args) => {
      const state = runOfSelf(group, component, name, args);
      return observeSelf(state, component, name, args)
        ? watchForStub(state, () => original.apply(instance, [...args]))
        : stopped(original);
    });
  }
}

// A component may catch what its own stub throws: the stub is still a stub.
function watchForStub(state: RunState, work: () => unknown): unknown {
  try {
    const result = work();
    if (result instanceof Promise) result.catch((error: unknown) => noteUnfilled(state, error));
    return result;
  } catch (error) {
    noteUnfilled(state, error);
    throw error;
  }
}

function replaceDecisions(group: RunGroup, component: string, instance: object): void {
  for (const [method, asked] of decisionsOf(group.subject.protocol.fragments, component)) {
    const original = methodOf(instance, method);
    replace(instance, method, () => {
      const state = runUnderWay(group, component);
      if (state.course.over) return stopped(original);
      const answer = answerDecision(state, component, method, asked);
      return original === undefined || isAsync(original) ? Promise.resolve(answer) : answer;
    });
  }
}

/** A method that tells one drawing of an operation from others says which of them the script, or the caller, began. */
function replaceCases(group: RunGroup, component: string, instance: object): void {
  for (const [method, calls] of casesOf(group.subject.protocol.orderings[component])) {
    const original = methodOf(instance, method);
    replace(instance, method, () => {
      const state = runUnderWay(group, component);
      if (state.course.over) return stopped(original);
      state.course.goOn();
      const [begun] = state.activities.current?.steps ?? [];
      const answer = begun !== undefined && calls.has(begun);
      state.used.note(`${clean(method, 60)}(): ${answer ? "yes" : "no"}`);
      return original === undefined || isAsync(original) ? Promise.resolve(answer) : answer;
    });
  }
}

/** By method: the calls to which it says yes. */
export function casesOf(ordering: Ordering | undefined): ReadonlyMap<string, ReadonlySet<StepId>> {
  const found = new Map<string, Set<StepId>>();
  const visit = (one: Ordering): void => {
    switch (one.kind) {
      case "step": {
        const { decidedBy, step } = one;
        if (decidedBy !== undefined) found.set(decidedBy, (found.get(decidedBy) ?? new Set()).add(step));
        return;
      }
      case "sequence":
        return one.items.forEach(visit);
      case "choice":
      case "parallel":
        return one.branches.forEach(visit);
      case "loop":
        return visit(one.body);
    }
  };
  if (ordering !== undefined) visit(ordering);
  return found;
}

/** The methods by which a component decides, each with the branches that it decides about. */
export function decisionsOf(
  fragments: Readonly<
    Record<FragmentId, { readonly branches: readonly { readonly decisions: readonly Decision[] }[] }>
  >,
  component: string,
): ReadonlyMap<string, readonly Asked[]> {
  const all = Object.entries(fragments).flatMap(([fragment, { branches }]) =>
    branches.flatMap(({ decisions }, branch) =>
      decisions.map((decision) => ({ fragment, branch, decision })),
    ),
  );
  const byMethod = new Map<string, readonly Asked[]>();
  for (const asked of all.filter(({ decision }) => decision.component === component)) {
    byMethod.set(asked.decision.method, [...(byMethod.get(asked.decision.method) ?? []), asked]);
  }
  return byMethod;
}

export function methodOf(instance: object, name: string): Method | undefined {
  const method: unknown = Reflect.get(instance, name);
  return typeof method === "function" ? (method as Method) : undefined;
}

function replace(instance: object, name: string, method: Method): void {
  Object.defineProperty(instance, name, { value: method, configurable: true, writable: true });
}

// A method without `async` may be used without `await`, where a promise would count as a yes.
function isAsync(method: Method): boolean {
  return method.constructor.name === "AsyncFunction";
}

function stopped(method: Method | undefined): Promise<never> {
  if (method === undefined || isAsync(method)) return never();
  throw new Error("this run is over");
}
