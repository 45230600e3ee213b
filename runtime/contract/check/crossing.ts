import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";
import type { Verdict } from "../report/verdict.ts";

/** Whether a case counts. */
export type Crosses = (verdict: Verdict) => boolean;

/** Only cases count that cross an arrow on this line; where something was made to fail, it must have been there. */
export function crossing({ steps }: DiagramProtocol, line: number | undefined): Crosses {
  if (line === undefined) return () => true;
  const isThere = (step: StepId | undefined): boolean => step !== undefined && steps[step]?.line === line;
  return ({ trace, violation }) =>
    violation?.disturbed === undefined
      ? trace.some(isThere) || isThere(violation?.step)
      : isThere(violation.disturbed);
}
