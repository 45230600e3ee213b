import { setImmediate } from "node:timers";
import { decisionsOf, methodOf } from "./instances.ts";
import { never, type Subject } from "./run-state.ts";
import { unfilledIn } from "./unfilled.ts";
import type { Unfilled } from "./violation.ts";

/** Runs answer in place of decision methods, so a stub among them would go unnoticed: ask each original once. */
export async function probeDecisions({ protocol, real, create }: Subject): Promise<readonly Unfilled[]> {
  const found: Unfilled[] = [];
  for (const component of real) {
    const methods = [...decisionsOf(protocol.fragments, component).keys()];
    const instance =
      methods.length === 0
        ? undefined
        : created(() => create(component, refusals(protocol.participants[component])));
    if (instance === undefined) continue;
    for (const name of methods) {
      const method = methodOf(instance, name);
      const unfilled =
        method === undefined ? undefined : await stubIn(async () => method.apply(instance, []));
      if (unfilled !== undefined) found.push(unfilled);
    }
  }
  return found;
}

function created(create: () => object): object | undefined {
  try {
    return create();
  } catch {
    return undefined;
  }
}

function refusals(
  spec: Subject["protocol"]["participants"][string] | undefined,
): Readonly<Record<string, unknown>> {
  const names = spec?.role === "component" ? Object.keys(spec.collaborators) : [];
  const silent = new Proxy(Object.create(null) as object, {
    get: (_, name) => (typeof name === "symbol" || name === "then" ? undefined : never),
  });
  return Object.fromEntries([...names, "background"].map((name) => [name, silent]));
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
