import { clean } from "../report/describe-step.ts";
import { collaboratorsOf } from "./collaborators.ts";
import { casesOf, decisionsOf, selfMethods } from "../instances/drawn-methods.ts";
import { intercept, originalOf, thawed, type Method } from "../instances/intercept.ts";
import { answerDecision } from "./answer-decision.ts";
import { decideForReal } from "./decide-for-real.ts";
import { failingQuestion } from "./inject-fault.ts";
import { observeSelf } from "./observe-call.ts";
import { never, type RunGroup, type RunState } from "../state/run-state.ts";
import { runOfSelf, runUnderWay } from "./run-of.ts";
import { noteUnfilled } from "../state/unfilled.ts";

/** Builds the real components, with the methods wrapped that the diagram speaks of. */
export function createInstances(group: RunGroup): void {
  const { subject, instances } = group;
  for (const component of subject.real) {
    const instance = thawed(
      () => subject.create(component, collaboratorsOf(group, component)),
      (made) => {
        watchSelfSteps(group, component, made);
        replaceDecisions(group, component, made);
        replaceCases(group, component, made);
      },
    );
    instances.set(component, instance);
  }
}

function watchSelfSteps(group: RunGroup, component: string, instance: object): void {
  for (const name of selfMethods(group.subject.protocol, component)) {
    const original = originalOf(instance, name);
    if (original === undefined) continue;
    intercept(instance, name, (...args) => {
      const state = runOfSelf(group, component, name, args);
      return observeSelf(state, component, name, args)
        ? takingLong(state, () => watchForStub(state, () => original.apply(instance, [...args])))
        : stopped(original);
    });
  }
}

/** Does what a component does by itself; holds it open for a while, where the run is to be disturbed so. */
function takingLong(state: RunState, work: () => unknown): unknown {
  const { activities, course, disturbance, monitor } = state;
  const step = monitor.trace.at(-1) ?? "";
  const by = activities.current;
  const { mode } = disturbance;
  if (!disturbance.strikesNextOwnStep(step) || mode.kind !== "late" || by === undefined) return work();
  const held = { step, by };
  const result = disturbance.doPartOf(held, work);
  // What is no promise is over already.
  if (!(result instanceof Promise)) return result;
  disturbance.holdOpen(held);
  const letGo = (): void => {
    disturbance.letGo(held);
    course.goOn();
  };
  return result.then(
    async (value: unknown) => {
      await new Promise<void>((resolve) => setTimeout(resolve, mode.ms));
      letGo();
      return value;
    },
    (error: unknown) => {
      letGo();
      throw error;
    },
  );
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
    const original = originalOf(instance, method);
    if (original === undefined)
      for (const { questions } of group.runs) questions.noteLacking(component, method);
    intercept(instance, method, (...args) => {
      const state = runUnderWay(group, component);
      if (state.course.over) return stopped(original);
      if (original !== undefined && state.disturbance.mode.kind === "deciding") {
        const own: Method = (...given) => Reflect.apply(original, instance, given);
        return decideForReal(state, { component, method, original: own, args }, asked);
      }
      const failure = failingQuestion(state, component, method);
      if (failure !== undefined) return failed(original, failure);
      const answer = answerDecision(state, component, method, asked);
      return original === undefined || isAsync(original) ? Promise.resolve(answer) : answer;
    });
  }
}

/** A method that tells one drawing of an operation from others says which of them the script, or the caller, began. */
function replaceCases(group: RunGroup, component: string, instance: object): void {
  for (const [method, calls] of casesOf(group.subject.protocol.orderings[component])) {
    const original = originalOf(instance, method);
    intercept(instance, method, () => {
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

// A method without `async` may be used without `await`, where a promise would count as a yes.
function isAsync(method: Method): boolean {
  return method.constructor.name === "AsyncFunction";
}

function failed(method: Method | undefined, error: Error): Promise<never> {
  if (method === undefined || isAsync(method)) return Promise.reject(error);
  throw error;
}

function stopped(method: Method | undefined): Promise<never> {
  if (method === undefined || isAsync(method)) return never();
  throw new Error("this run is over");
}
