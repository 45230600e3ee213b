import type { SqlDatabase } from "../../ports/sql-database.ts";
import { HoldLost } from "../store/hold-lost.ts";
import { encodeValue } from "../journal/journal-value.ts";
import type { JournalEntry } from "../journal/journal.ts";
import { errorRecord } from "../journal/recorded-error.ts";
import type { StepCall } from "../journal/step-call.ts";
import type { Hold, WorkflowStore } from "../store/workflow-store.ts";

export interface JournalWriterOptions {
  readonly db: SqlDatabase;
  readonly hold: Hold;
  readonly store: WorkflowStore;
  readonly valueBytesMax: number;
  /** The number of the first result that is not in the journal yet. */
  readonly finishedNext: number;
  readonly insist: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Writes one workflow's journal, as long as this worker holds the workflow. */
export interface JournalWriter {
  /** One at a time: results are numbered in the order in which they are written and handed over. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Throws a `FatalError` when the value cannot be kept. */
  returned(sequence: number, step: StepCall, value: unknown): JournalEntry;
  threw(sequence: number, step: StepCall, error: unknown, failures: number): JournalEntry;
  failing(sequence: number, step: StepCall, error: unknown, failures: number): JournalEntry;
  /** As part of the transaction that it is called in; `committed` is to be called after that. */
  include(entry: JournalEntry): Promise<void>;
  committed(): void;
  /** By itself. Resolves to what the journal says of the step then: what has finished stays as it is. */
  write(entry: JournalEntry): Promise<JournalEntry>;
  /** Has the entry written together with the next one. */
  keep(entry: JournalEntry): void;
  /** Writes what was kept, as part of the transaction that it is called in. */
  includeKept(): Promise<void>;
  /** What was kept and is not written yet. */
  kept(): readonly JournalEntry[];
}

export function journalWriter(options: JournalWriterOptions): JournalWriter {
  const { db, hold, store, valueBytesMax, insist } = options;
  let { finishedNext } = options;
  let kept: readonly JournalEntry[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const includeKept = async (): Promise<void> => {
    // Where one is there already, so is whatever was written with it.
    for (const entry of kept) await store.record(hold, entry);
  };

  const recordWithKept = async (entry: JournalEntry): Promise<boolean> => {
    await includeKept();
    return store.record(hold, entry);
  };

  return {
    alone(work) {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
    returned: (sequence, { identity }, value) => ({
      sequence,
      step: identity,
      outcome: "returned",
      finished: finishedNext++,
      failures: 0,
      content: encodeValue(value, `the result of ${identity.name}`, valueBytesMax),
    }),
    threw: (sequence, { identity }, error, failures) => ({
      sequence,
      step: identity,
      outcome: "threw",
      finished: finishedNext++,
      failures,
      content: JSON.stringify(errorRecord(error)),
    }),
    failing: (sequence, { identity }, error, failures) => ({
      sequence,
      step: identity,
      outcome: "failing",
      finished: -1,
      failures,
      content: JSON.stringify(errorRecord(error)),
    }),
    async include(entry) {
      if (!(await recordWithKept(entry))) throw new HoldLost();
    },
    committed: () => void (kept = []),
    write: (entry) =>
      insist(async () => {
        const recorded =
          kept.length === 0
            ? await store.record(hold, entry)
            : await db.transaction(() => recordWithKept(entry));
        // Refused, the step has finished all the same when the answer to an earlier write, or to the commit of its
        // transaction, was lost. The write has waited until a transaction that is still under way is over.
        const written = recorded ? entry : await store.recorded(hold, entry.sequence);
        if (written === undefined) throw new HoldLost();
        kept = [];
        return written;
      }),
    keep: (entry) => void (kept = [...kept, entry]),
    includeKept,
    kept: () => kept,
  };
}
