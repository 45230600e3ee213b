import type { DiagramProtocol } from "../../model/diagram-protocol.ts";

/** Where a worker dies. */
export interface DeathPoint {
  /** The id of an arrow of the diagram, or of a fragment that a component decides about. */
  readonly at: string;
  readonly when: Moment;
}

/**
 * `before`: it has not been sent. `answered`: whoever was asked is done, and the one who asked does not know it yet.
 * `later`: the one who asked knows, and is already about what comes next.
 */
export type Moment = (typeof moments)[number];
const moments = ["before", "answered", "later"] as const;

/**
 * Every moment at which a process can die on its way through a diagram: before each arrow and on both sides of its
 * answer, drawn or not, and the same for each decision. They are read from the diagram, so that a new arrow brings its
 * own.
 */
export function deathPoints({ steps, fragments }: DiagramProtocol): readonly DeathPoint[] {
  const asked = Object.entries(steps).flatMap(([id, { kind }]) => (kind === "reply" ? [] : [id]));
  const decided = Object.entries(fragments).flatMap(([id, { branches }]) =>
    branches.some(({ decisions }) => decisions.length > 0) ? [id] : [],
  );
  return [...asked, ...decided].flatMap((at) => moments.map((when) => ({ at, when })));
}
