import { decodeValue } from "./journal-value.ts";
import type { JournalEntry } from "./journal.ts";
import { reviveError, type ErrorClass, type ErrorRecord } from "./recorded-error.ts";

/** What a step gives to the code that called it. */
export type StepResult =
  { readonly kind: "value"; readonly value: unknown } | { readonly kind: "error"; readonly error: unknown };

/** What the recorded step gives to the code again. */
export function recordedResult(entry: JournalEntry, errors: readonly ErrorClass[]): StepResult {
  return entry.outcome === "returned"
    ? { kind: "value", value: decodeValue(entry.content) }
    : { kind: "error", error: reviveError(JSON.parse(entry.content) as ErrorRecord, errors) };
}
