import type { PlacedStatement, Participant, Step } from "../model/diagram-model.ts";

/** What entries and publications are found in: a diagram's arrows, once it is known what each of them asks for. */
export interface LinkedArrows {
  /** By code. */
  readonly participants: ReadonlyMap<string, Pick<Participant, "role" | "kind" | "topic">>;
  readonly steps: readonly Step[];
  readonly policies: readonly PlacedStatement[];
}
