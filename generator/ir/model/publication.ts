import type { Publication as Published } from "seqwright-runtime/model";
import type { StepId, TypeExpr } from "./diagram-model.ts";

/** An event that is written to a topic. The topic and the type are undefined where the diagram does not say them. */
export interface Publication extends Omit<Published<TypeExpr>, "topic" | "eventType" | "schema"> {
  readonly step: StepId;
  readonly topic: string | undefined;
  readonly eventType: string | undefined;
  readonly schema: TypeExpr | undefined;
}
