import type { Participant, Step } from "../model/diagram-model.ts";

/** Whom a participant asks, and whether it goes on after it has answered. */
export function cooperationOf(
  code: string,
  steps: readonly Step[],
): Pick<Participant, "collaborators" | "goesOn"> {
  const made = steps.flatMap((step) => (step.kind !== "reply" && step.from === code ? [step] : []));
  const asked = made.filter(({ kind, receiver }) => kind === "call" && receiver === undefined);
  return {
    collaborators: [...new Set(asked.map(({ to }) => to))],
    goesOn: made.some(({ afterAnswer }) => afterAnswer),
  };
}
