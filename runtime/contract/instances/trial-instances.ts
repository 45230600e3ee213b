import { never } from "../state/run-state.ts";
import type { Subject } from "../state/subject.ts";

/** By component: one made for looking at it. Those that cannot be made are missing; a run will say why. */
export type TrialInstances = ReadonlyMap<string, object>;

/** Whatever these ask of others is never answered. */
export function trialInstances(subject: Subject): TrialInstances {
  return new Map(
    subject.real.flatMap((component): [string, object][] => {
      const instance = trialInstance(subject, component);
      return instance === undefined ? [] : [[component, instance]];
    }),
  );
}

function trialInstance({ protocol, create, further }: Subject, component: string): object | undefined {
  const spec = protocol.participants[component];
  const drawn = spec?.role === "component" ? Object.keys(spec.collaborators) : [];
  const names = [...drawn, ...Object.keys(further[component] ?? {}), "background"];
  const silent = new Proxy(Object.create(null) as object, {
    get: (_, name) => (typeof name === "symbol" || name === "then" ? undefined : never),
  });
  try {
    return create(component, Object.fromEntries(names.map((name) => [name, silent])));
  } catch {
    return undefined;
  }
}
