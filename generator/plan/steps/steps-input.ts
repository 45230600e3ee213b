import type { DiagramModel, StepId } from "../../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../../protocol/model.ts";
import type { DiagramNames } from "../model/names.ts";

export interface StepsInput {
  readonly model: DiagramModel;
  readonly protocols: readonly ComponentProtocol[];
  readonly names: DiagramNames;
  /** Codes of the components that go on in the background. */
  readonly inBackground: ReadonlySet<string>;
  /** By call: the method of its receiver that says yes to it and no to others of the same operation. */
  readonly cases: ReadonlyMap<StepId, string>;
}
