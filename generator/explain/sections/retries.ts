import { durationText } from "seqwright-runtime/model";
import type { DiagramModel, StepRetry } from "../../ir/model/diagram-model.ts";
import { section, stepLines } from "./section.ts";

/** Which calls are made again when they fail. */
export function retries(model: DiagramModel): string {
  const lines = stepLines(model);
  const rows = model.retries.map((retry) => `line ${lines.get(retry.step)}  ${terms(retry)}`);
  return section("Made again when they fail", rows.join("\n"));
}

function terms({ retriesMax, delayMs, factor = 1 }: StepRetry): string {
  const often = retriesMax === undefined ? "a few times more" : `up to ${retriesMax} times more`;
  if (delayMs === undefined) return often;
  const pauses =
    factor === 1
      ? durationText(delayMs)
      : `${durationText(delayMs)}, each pause ${factor} times the one before`;
  return `${often}, after ${pauses}`;
}
