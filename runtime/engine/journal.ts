import { FatalError } from "../errors.ts";
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

export type Match =
  | { readonly kind: "recorded"; readonly entry: JournalEntry }
  | { readonly kind: "new"; readonly failures: number }
  | { readonly kind: "mismatch"; readonly error: JournalMismatchError };

/** The code takes other steps than those in the journal: it was changed while the workflow was under way. */
export class JournalMismatchError extends FatalError {
  override readonly name = "JournalMismatchError";
}

/**
 * What the journal says of the workflow's call at `sequence`. Only what finished binds the code: a step that keeps
 * failing may be replaced by a deployment that mends it.
 */
export function matchStep(entry: JournalEntry | undefined, sequence: number, step: StepIdentity): Match {
  if (entry === undefined) return { kind: "new", failures: 0 };
  const same = entry.step.name === step.name && entry.step.digest === step.digest;
  if (entry.outcome === "failing") return { kind: "new", failures: same ? entry.failures : 0 };
  return same ? { kind: "recorded", entry } : { kind: "mismatch", error: mismatch(entry, sequence, step) };
}

function mismatch(entry: JournalEntry, sequence: number, step: StepIdentity): JournalMismatchError {
  const place = `step ${sequence + 1}`;
  if (entry.step.name === step.name)
    return new JournalMismatchError(
      `${place} is ${step.name} in the journal and in the code, but with other arguments (digest ${entry.step.digest} in the journal, ${step.digest} now): what goes into a step must follow from the trigger and from earlier steps`,
    );
  return new JournalMismatchError(
    `${place} was ${entry.step.name} when it was recorded, but the code now calls ${step.name}: the code was changed while the workflow was under way`,
  );
}

/** The first finished step that the code no longer takes, if any, as an error that names it. */
export function leftOver(
  entries: Iterable<JournalEntry>,
  callsMade: number,
): JournalMismatchError | undefined {
  const missing = [...entries]
    .filter(({ outcome, sequence }) => outcome !== "failing" && sequence >= callsMade)
    .sort((left, right) => left.sequence - right.sequence)[0];
  if (missing === undefined) return undefined;
  return new JournalMismatchError(
    `step ${missing.sequence + 1} was ${missing.step.name} when it was recorded, but the code now ends after ${callsMade} ${callsMade === 1 ? "step" : "steps"}: the code was changed while the workflow was under way`,
  );
}

/** The operation answered with fewer steps than it takes now: what it does at first is committed all at once. */
export function notInitially(sequence: number, step: StepIdentity): JournalMismatchError {
  return new JournalMismatchError(
    `step ${sequence + 1}, ${step.name}, comes before the operation answers, but was not there when the workflow began: the code was changed while the workflow was under way`,
  );
}
