import type { StepId, TypeExpr } from "./diagram-model.ts";

/** An event that is written to a topic. */
export interface Publication {
  readonly step: StepId;
  /** The code of the topic. */
  readonly participant: string;
  /** The topic's name, where the diagram says it. */
  readonly topic: string | undefined;
  readonly eventType: string | undefined;
  readonly schema: TypeExpr | undefined;
}
