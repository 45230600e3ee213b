import { isLeft, type Side } from "seqwright-runtime/model";
import type { Step } from "../ir/model/diagram-model.ts";
import type { Drawing } from "./drawing.ts";
import type { Behaviour } from "./model.ts";

/** What a participant can see of a step: two steps with the same key look the same to it. */
export function messageKey(step: Step, side: Side): string {
  const text = step.text.replaceAll(/\s+/gu, " ").trim();
  return JSON.stringify([
    side,
    step.from,
    step.to,
    text,
    step.kind === "reply" ? outcomeKey(step) : step.method,
  ]);
}

function outcomeKey(reply: Extract<Step, { kind: "reply" }>): string {
  return reply.outcome.kind === "throws" ? `throws ${reply.outcome.error}` : reply.outcome.kind;
}

/** What a participant does, as far as it can be seen: behaviours with the same key differ in nothing but their place. */
export function behaviourKey(drawing: Drawing, behaviour: Behaviour): string {
  switch (behaviour.kind) {
    case "step": {
      const step = drawing.steps.get(behaviour.step);
      return step === undefined ? behaviour.step : messageKey(step, behaviour.side);
    }
    case "sequence":
      return `[${behaviour.items.map((item) => behaviourKey(drawing, item)).join(",")}]`;
    case "choice":
    case "parallel": {
      const branches = behaviour.branches.map((branch, index) => {
        const leaves = behaviour.kind === "choice" && isLeft(behaviour, index);
        return `${leaves ? "leaves " : ""}${behaviourKey(drawing, branch)}`;
      });
      return `${behaviour.kind}(${branches.join("|")})`;
    }
    case "loop":
      return `loop(${behaviourKey(drawing, behaviour.body)})`;
  }
}
