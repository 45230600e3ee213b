import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { FragmentId, Step, StepId } from "../../model/steps.ts";
import type { SystemEntry } from "../../system/system-definition.ts";
import type { Patience } from "../time/patience.ts";
import type { VirtualTime } from "../time/virtual-time.ts";
import type { SystemSetup } from "../../system/system-options.ts";
import type { Statements } from "../values/load-statements.ts";

/** Who is under test: all others are scripted. */
export interface Cast {
  readonly protocol: DiagramProtocol;
  /** The one component that is tried alone; undefined for all of them together. */
  readonly component: string | undefined;
  /** The components that are the developer's own, in diagram order. */
  readonly real: readonly string[];
  /** Where work comes in from outside, and on which terms; empty where the wiring does not say. */
  readonly entries: readonly SystemEntry[];
  /** Of a running system: what is owed only once one of the diagram's own events is published. */
  readonly followUps?: readonly FollowUp[];
  /** Of a running system: entries whose events one run sends itself, and another does not look at; see `routesOf`. */
  readonly apart?: ReadonlySet<StepId>;
}

/** What an event sets off that the diagram's own components publish. */
export interface FollowUp {
  /** A fragment of the orderings alone: its first branch is what follows, its second one nothing. */
  readonly fragment: FragmentId;
  /** By which the event comes in. */
  readonly entrance: StepId;
  readonly publishedBy: readonly StepId[];
}

/** A cast that can be put to the test. */
export interface Subject extends Cast, Statements {
  readonly create: CreateComponent;
  /** What components get besides the collaborators that are drawn: `collaborators` of `system.ts`. */
  readonly further: NonNullable<SystemSetup["collaborators"]>;
  readonly time: VirtualTime;
  readonly patience: Patience;
}

export type CreateComponent = (component: string, collaborators: Readonly<Record<string, unknown>>) => object;

/** Builds each component from its collaborators; by component code. */
export type ComponentFactories = Readonly<Record<string, (collaborators: never) => object>>;

/** The component alone, or all components of the diagram together. */
export function castOf(
  protocol: DiagramProtocol,
  component: string | undefined,
  entries: readonly SystemEntry[] = [],
): Cast {
  const components = componentsOf(protocol);
  if (component !== undefined && !components.includes(component)) {
    throw new Error(
      `"${component}" is no component of ${protocol.source}; its components are ${components.join(", ")}`,
    );
  }
  return { protocol, component, real: component === undefined ? components : [component], entries };
}

/** In diagram order. */
export function componentsOf({ participants }: DiagramProtocol): readonly string[] {
  return Object.keys(participants).filter((code) => participants[code]?.role === "component");
}

/** How the components of the cast are made; each of them needs a factory. */
export function creatorOf({ protocol, real }: Cast, factories: ComponentFactories): CreateComponent {
  for (const code of real) {
    if (!Object.hasOwn(factories, code))
      throw new Error(`no factory was given for component "${code}" of ${protocol.source}`);
  }
  return (code, collaborators) => (factories[code] as (given: unknown) => object)(collaborators);
}

/** The steps that tell what is tried: what the component is asked and does, or all of the diagram but its answers. */
export function stepsSeenBy({ protocol, component }: Cast): readonly (readonly [StepId, Step])[] {
  return Object.entries(protocol.steps).filter(([, { kind, from, to }]) =>
    component === undefined ? kind !== "reply" : from === component || (to === component && kind !== "reply"),
  );
}
