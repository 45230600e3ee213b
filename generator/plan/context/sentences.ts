import type { DiagramModel, ModelPolicy, Step } from "../../ir/model/diagram-model.ts";

/** What the diagram says of some arrows that ask for the same: each sentence once, and what their notes add. */
export function sentences(steps: readonly Step[], model: DiagramModel): readonly string[] {
  const said = steps.map(({ sentence }) => sentence);
  const noted = model.policies
    .filter((policy) => policy.origin === "note" && steps.some((step) => isAbout(policy, step)))
    .map(({ text }) => `Note: ${text}`);
  return [...new Set([...said, ...noted])].filter((line) => line !== "");
}

/** A note that also stands over others than a step's two ends only follows it in the drawing. */
function isAbout({ step, at: { participants = [] } }: ModelPolicy, { id, from, to }: Step): boolean {
  return step === id && participants.every((code) => code === from || code === to);
}
