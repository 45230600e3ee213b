import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { checkSharedEvents } from "./check-shared-events.ts";
import { checkSharedKeys } from "./check-shared-keys.ts";
import type { JoinedDiagram } from "./joined-diagram.ts";

/** Where diagrams that share topics and keys disagree, at the line of one of them and with that of the other. */
export function checkJoined(diagrams: readonly JoinedDiagram[]): readonly Diagnostic[] {
  return diagrams.length < 2 ? [] : [...checkSharedEvents(diagrams), ...checkSharedKeys(diagrams)];
}
