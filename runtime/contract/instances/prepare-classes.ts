import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { casesOf, decisionsOf, selfMethods } from "./drawn-methods.ts";
import { prepareFor } from "./intercept.ts";
import type { TrialInstances } from "./trial-instances.ts";

/** Lets methods be watched that a constructor hands on, bound to what it makes. */
export function prepareClasses(protocol: DiagramProtocol, instances: TrialInstances): void {
  for (const [component, instance] of instances) {
    const names = [
      ...selfMethods(protocol, component),
      ...decisionsOf(protocol.fragments, component).keys(),
      ...casesOf(protocol.orderings[component]).keys(),
    ];
    for (const name of names) prepareFor(instance, name);
  }
}
