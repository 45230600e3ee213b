import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../../protocol/model.ts";
import type { DiagramNames } from "../model/names.ts";

export interface StepsInput {
  readonly model: DiagramModel;
  readonly protocols: readonly ComponentProtocol[];
  readonly names: DiagramNames;
  /** Codes of the components that go on in the background. */
  readonly inBackground: ReadonlySet<string>;
}
