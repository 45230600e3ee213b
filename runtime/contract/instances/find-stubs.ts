import { setImmediate } from "node:timers";
import { casesOf, decisionsOf } from "./drawn-methods.ts";
import { originalOf } from "./intercept.ts";
import type { TrialInstances } from "./trial-instances.ts";
import type { Subject } from "../state/subject.ts";
import { unfilledIn } from "../state/unfilled.ts";
import type { Unfilled } from "../report/violation.ts";

/**
 * A run ends at the first stub that it meets, and answers in place of decision methods: so that all the work which is
 * left is named at once, each original that is a stub is asked once. Other methods are left alone, but for decisions.
 */
export async function findStubs(
  { protocol }: Subject,
  instances: TrialInstances,
): Promise<readonly Unfilled[]> {
  const found: Unfilled[] = [];
  for (const [component, instance] of instances) {
    const decisions = decisionsOf(protocol.fragments, component);
    const cases = casesOf(protocol.orderings[component]);
    for (const name of new Set([...decisions.keys(), ...cases.keys(), ...stubsOf(instance)])) {
      const method = originalOf(instance, name);
      const unfilled =
        method === undefined ? undefined : await stubIn(async () => method.apply(instance, []));
      if (unfilled !== undefined) found.push(unfilled);
    }
  }
  return found;
}

// As stubs are written: nothing but the error. Calling it does no more than making that error.
const stubBody = /\)\s*\{\s*throw new (?:[\w$]+\.)*NotImplementedError\(/;

/** The methods that are still as generated. */
function stubsOf(instance: object): readonly string[] {
  const names = new Set<string>();
  for (
    let owner: object | null = instance;
    owner !== null && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (name !== "constructor" && typeof value === "function") names.add(name);
    }
  }
  return [...names].filter((name) => {
    const method = originalOf(instance, name);
    return method !== undefined && stubBody.test(Function.prototype.toString.call(method));
  });
}

// A stub throws at once; whatever else the method does without its arguments does not matter here.
async function stubIn(work: () => Promise<unknown>): Promise<Unfilled | undefined> {
  const failed = work().then(
    () => undefined,
    (error: unknown) => unfilledIn(error),
  );
  return Promise.race([failed, turn()]);
}

function turn(): Promise<undefined> {
  return new Promise((resolve) => void setImmediate(() => resolve(undefined)));
}
