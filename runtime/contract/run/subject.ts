import type { DiagramProtocol, Step, StepId } from "../../model/diagram-protocol.ts";

/** What is under test: the diagram, and which of its components are the developer's own code. */
export interface Subject {
  readonly protocol: DiagramProtocol;
  /** The one component that is tried alone; undefined for all of them together. */
  readonly component: string | undefined;
  /** The components that are the developer's own, in diagram order. */
  readonly real: readonly string[];
  readonly create: (component: string, collaborators: Readonly<Record<string, unknown>>) => object;
  /** How long to wait for a component that waits for something of its own, such as a timer. */
  readonly patienceMs: number;
}

/** Builds each component from its collaborators; by component code. */
export type ComponentFactories = Readonly<Record<string, (collaborators: never) => object>>;

/** What runs are about: the component alone, or all components of the diagram together. */
export function subjectOf(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  component: string | undefined,
  patienceMs: number,
): Subject {
  const components = componentsOf(protocol);
  if (component !== undefined && !components.includes(component)) {
    throw new Error(
      `"${component}" is no component of ${protocol.source}; its components are ${components.join(", ")}`,
    );
  }
  const real = component === undefined ? components : [component];
  for (const code of real) factoryOf(protocol, factories, code);
  const create: Subject["create"] = (code, collaborators) =>
    factoryOf(protocol, factories, code)(collaborators);
  return { protocol, component, real, create, patienceMs };
}

/** In diagram order. */
export function componentsOf({ participants }: DiagramProtocol): readonly string[] {
  return Object.keys(participants).filter((code) => participants[code]?.role === "component");
}

function factoryOf(
  { source }: DiagramProtocol,
  factories: ComponentFactories,
  code: string,
): (collaborators: unknown) => object {
  if (!Object.hasOwn(factories, code))
    throw new Error(`no factory was given for component "${code}" of ${source}`);
  return factories[code] as (collaborators: unknown) => object;
}

/**
 * The steps that tell what is tried: what the component gets asked and does, or all of the diagram but its answers.
 */
export function stepsSeenBy({ protocol, component }: Subject): readonly (readonly [StepId, Step])[] {
  return Object.entries(protocol.steps).filter(([, { kind, from, to }]) =>
    component === undefined ? kind !== "reply" : from === component || (to === component && kind !== "reply"),
  );
}
