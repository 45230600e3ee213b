import { FatalError } from "../../errors/errors.ts";
import type { StepIdentity } from "./step-identity.ts";

/** What the journal says of one durable step. */
export interface JournalEntry {
  /** The step was the workflow's n-th call, from 0. */
  readonly sequence: number;
  readonly step: StepIdentity;
  /** `failing`: tried without success, and to be tried again. */
  readonly outcome: "returned" | "threw" | "failing";
  /** The step was the n-th to finish; -1 while it is failing. */
  readonly finished: number;
  readonly failures: number;
  /** The encoded result, or the error. */
  readonly content: string;
}

/** How a replay differs from the journal. */
export type Mismatch =
  | { readonly kind: "other step"; readonly recorded: JournalEntry; readonly called: StepIdentity }
  /** The code is at its end without having called the step. */
  | { readonly kind: "left over"; readonly recorded: JournalEntry; readonly callsMade: number }
  /** The code waits for results of later steps, but does not call this one. */
  | { readonly kind: "not called"; readonly recorded: JournalEntry; readonly waitedMs: number }
  /** Before it answers, the operation now takes a step that it did not take when the workflow began. */
  | { readonly kind: "not initially"; readonly sequence: number; readonly called: StepIdentity };

/** The code takes other steps than those in the journal: it was changed while the workflow was under way. */
export class JournalMismatchError extends FatalError {
  override readonly name = "JournalMismatchError";

  constructor(workflow: { readonly diagram: string; readonly id: string }, mismatch: Mismatch) {
    super(`workflow "${workflow.id}" of ${workflow.diagram}: ${describe(mismatch)}. ${remedy(mismatch)}`);
  }
}

export type Match =
  | { readonly kind: "recorded"; readonly entry: JournalEntry }
  | { readonly kind: "new"; readonly failures: number }
  | { readonly kind: "mismatch"; readonly mismatch: Mismatch };

/**
 * What the journal says of a call that is to be the step `called`. Only finished steps must stay the same: a deployment
 * may replace a step that keeps failing.
 */
export function matchStep(entry: JournalEntry | undefined, called: StepIdentity): Match {
  if (entry === undefined) return { kind: "new", failures: 0 };
  const same = entry.step.name === called.name && entry.step.digest === called.digest;
  if (entry.outcome === "failing") return { kind: "new", failures: same ? entry.failures : 0 };
  return same
    ? { kind: "recorded", entry }
    : { kind: "mismatch", mismatch: { kind: "other step", recorded: entry, called } };
}

/** The first finished step that the code, now at its end, did not take. */
export function leftOver(entries: Iterable<JournalEntry>, callsMade: number): Mismatch | undefined {
  const recorded = [...entries]
    .filter(({ outcome, sequence }) => outcome !== "failing" && sequence >= callsMade)
    .sort((left, right) => left.sequence - right.sequence)[0];
  return recorded && { kind: "left over", recorded, callsMade };
}

function describe(mismatch: Mismatch): string {
  if (mismatch.kind === "not initially")
    return `step ${mismatch.sequence + 1}, ${mismatch.called.name}, comes before the operation answers, but was not there when the workflow began`;
  const { sequence, step } = mismatch.recorded;
  const place = `step ${sequence + 1}`;
  switch (mismatch.kind) {
    case "other step":
      return step.name === mismatch.called.name
        ? `${place} is ${step.name} in the journal and in the code, but with other arguments (digest ${step.digest} in the journal, ${mismatch.called.digest} now)`
        : `${place} was ${step.name} when it was recorded, but the code now calls ${mismatch.called.name}`;
    case "left over":
      return `${place} was ${step.name} when it was recorded, but the code now ends after ${mismatch.callsMade} ${mismatch.callsMade === 1 ? "step" : "steps"}`;
    case "not called":
      return `${place} was ${step.name} when it was recorded, but the code did not call it within ${mismatch.waitedMs} ms, and waits for steps that finished later`;
  }
}

function remedy(mismatch: Mismatch): string {
  const cause =
    mismatch.kind === "other step" && mismatch.recorded.step.name === mismatch.called.name
      ? "What goes into a step must follow from the trigger and from earlier steps"
      : "The code was changed while the workflow was under way";
  return `${cause}: bring back code that takes the recorded steps, then retry the workflow`;
}
