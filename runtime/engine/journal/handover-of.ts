import { decodeValue } from "./journal-value.ts";
import type { JournalEntry } from "./journal.ts";
import { reviveError, type ErrorClass, type ErrorRecord } from "./recorded-error.ts";
import type { Handover } from "./step-call.ts";

/** What the step that the journal holds hands to the code again. */
export function handoverOf(entry: JournalEntry, errors: readonly ErrorClass[]): Handover {
  return entry.outcome === "returned"
    ? { kind: "value", value: decodeValue(entry.content) }
    : { kind: "error", error: reviveError(JSON.parse(entry.content) as ErrorRecord, errors) };
}
