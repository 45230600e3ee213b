import type { Decision } from "../../model/diagram-protocol.ts";
import type { Ordering } from "../../model/orderings.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";
import { clean } from "../report/describe-step.ts";
import { collaboratorsOf } from "./collaborators.ts";
import { answerDecision, type Asked } from "./answer-decision.ts";
import { observeSelf } from "./observe-call.ts";
import { intercept, originalOf, prepareFor, thawed } from "./intercept.ts";
import type { TrialInstances } from "./trial-instances.ts";
import type { Subject } from "../state/subject.ts";
import type { Method } from "./method-of.ts";
import { never, type RunState } from "../state/run-state.ts";
import { noteUnfilled } from "../state/unfilled.ts";

/** Builds the real components, with the methods wrapped that the diagram speaks of. */
export function createInstances(state: RunState): void {
  for (const component of state.subject.real) {
    const instance = thawed(
      () => state.subject.create(component, collaboratorsOf(state, component)),
      (made) => {
        watchSelfSteps(state, component, made);
        replaceDecisions(state, component, made);
        replaceCases(state, component, made);
      },
    );
    state.instances.set(component, instance);
  }
}

/** Lets methods be watched that a constructor hands on, bound to what it makes. */
export function prepareClasses(subject: Subject, instances: TrialInstances): void {
  for (const [component, instance] of instances) {
    const { fragments, orderings } = subject.protocol;
    const decisions = decisionsOf(fragments, component);
    const names = [
      ...selfMethods(subject, component),
      ...decisions.keys(),
      ...casesOf(orderings[component]).keys(),
    ];
    for (const name of names) prepareFor(instance, name);
  }
}

function selfMethods({ protocol }: Subject, component: string): ReadonlySet<string> {
  const steps = Object.values(protocol.steps);
  return new Set(
    steps.flatMap((step) => (step.kind === "self" && step.from === component ? [step.method] : [])),
  );
}

function watchSelfSteps(state: RunState, component: string, instance: object): void {
  for (const name of selfMethods(state.subject, component)) {
    const original = originalOf(instance, name);
    if (original === undefined) continue;
    intercept(instance, name, (...args) =>
      observeSelf(state, component, name, args)
        ? watchForStub(state, () => original.apply(instance, [...args]))
        : stopped(original),
    );
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

function replaceDecisions(state: RunState, component: string, instance: object): void {
  for (const [method, asked] of decisionsOf(state.subject.protocol.fragments, component)) {
    const original = originalOf(instance, method);
    intercept(instance, method, () => {
      if (state.course.over) return stopped(original);
      const answer = answerDecision(state, component, method, asked);
      return original === undefined || isAsync(original) ? Promise.resolve(answer) : answer;
    });
  }
}

/** A method that tells one drawing of an operation from others says which of them the script, or the caller, began. */
function replaceCases(state: RunState, component: string, instance: object): void {
  for (const [method, calls] of casesOf(state.subject.protocol.orderings[component])) {
    const original = originalOf(instance, method);
    intercept(instance, method, () => {
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

// A method without `async` may be used without `await`, where a promise would count as a yes.
function isAsync(method: Method): boolean {
  return method.constructor.name === "AsyncFunction";
}

function stopped(method: Method | undefined): Promise<never> {
  if (method === undefined || isAsync(method)) return never();
  throw new Error("this run is over");
}
