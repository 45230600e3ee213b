import type { SqlDatabase } from "../../ports/sql-database.ts";
import { serialQueue } from "../../time/serial-queue.ts";
import { encodeValue } from "../journal/journal-value.ts";
import type { JournalEntry } from "../journal/journal.ts";
import { errorRecord } from "../journal/recorded-error.ts";
import type { StepCall } from "../journal/step-call.ts";
import { type Lease, LeaseLostError } from "../store/lease.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";

export interface JournalWriterOptions {
  readonly db: SqlDatabase;
  readonly lease: Lease;
  readonly store: WorkflowStore;
  readonly valueBytesMax: number;
  /** The number of the first result that is not in the journal yet. */
  readonly finishedNext: number;
  /** Asks the database until it answers or the lease is lost. */
  readonly retryWhileLeased: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Writes one workflow's journal, as long as this worker has the workflow's lease. */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  readonly #queue = serialQueue();
  #finishedNext: number;
  /** Entries that are to be written together with the next one. */
  #postponed: readonly JournalEntry[] = [];

  constructor(options: JournalWriterOptions) {
    this.#options = options;
    this.#finishedNext = options.finishedNext;
  }

  /** One at a time: results are numbered in the order in which they are written and given to the code. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue(work);
  }

  /** Throws a `FatalError` when the value cannot be kept. */
  returned(sequence: number, { identity }: StepCall, value: unknown): JournalEntry {
    const content = encodeValue(value, `the result of ${identity.name}`, this.#options.valueBytesMax);
    const finished = this.#finishedNext++;
    return { sequence, step: identity, outcome: "returned", finished, failures: 0, content };
  }

  threw(sequence: number, { identity }: StepCall, error: unknown, failures: number): JournalEntry {
    const content = JSON.stringify(errorRecord(error));
    const finished = this.#finishedNext++;
    return { sequence, step: identity, outcome: "threw", finished, failures, content };
  }

  failing(sequence: number, { identity }: StepCall, error: unknown, failures: number): JournalEntry {
    const content = JSON.stringify(errorRecord(error));
    return { sequence, step: identity, outcome: "failing", finished: -1, failures, content };
  }

  /** Writes the entry as part of the transaction that it is called in; `committed` is to be called after that. */
  async include(entry: JournalEntry): Promise<void> {
    if (!(await this.#recordWithPostponed(entry))) throw new LeaseLostError();
  }

  committed(): void {
    this.#postponed = [];
  }

  /** Writes the entry by itself. Resolves to what the journal says of the step then: what has finished stays as it is. */
  write(entry: JournalEntry): Promise<JournalEntry> {
    const { lease, store } = this.#options;
    return this.#options.retryWhileLeased(async () => {
      // Refused, the step has finished all the same when the answer to an earlier write, or to the commit of its
      // transaction, was lost. The write has waited until a transaction that is still under way is over.
      const written = (await this.#record(entry)) ? entry : await store.recorded(lease, entry.sequence);
      if (written === undefined) throw new LeaseLostError();
      this.#postponed = [];
      return written;
    });
  }

  /** Has the entry written together with the next one. */
  postpone(entry: JournalEntry): void {
    this.#postponed = [...this.#postponed, entry];
  }

  /** Writes what was postponed, as part of the transaction that it is called in. */
  async includePostponed(): Promise<void> {
    const { lease, store } = this.#options;
    // Where one is there already, so is whatever was written with it.
    for (const entry of this.#postponed) await store.record(lease, entry);
  }

  /** What was postponed and is not written yet. */
  postponed(): readonly JournalEntry[] {
    return this.#postponed;
  }

  #record(entry: JournalEntry): Promise<boolean> {
    const { db, lease, store } = this.#options;
    return this.#postponed.length === 0
      ? store.record(lease, entry)
      : db.transaction(() => this.#recordWithPostponed(entry));
  }

  async #recordWithPostponed(entry: JournalEntry): Promise<boolean> {
    await this.includePostponed();
    return this.#options.store.record(this.#options.lease, entry);
  }
}
