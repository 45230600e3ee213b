export interface PendingCommit {
  readonly offset: number;
  readonly metadata: string;
  /** Changes of the metadata that it contains. */
  readonly changes: number;
}

/** What of a partition the broker has confirmed, and what it does not know yet. */
export interface CommitState {
  readonly offset: number;
  /** What is kept beside the offset has changed. */
  changed(): void;
  /** As `changed`. Resolves when the change is committed, or when nothing will be committed any more. */
  persisted(): Promise<void>;
  /** What to commit while the mark is here; `undefined` when the broker knows it all. */
  pending(mark: number, metadataAt: (offset: number) => string): PendingCommit | undefined;
  confirm(commit: PendingCommit): void;
  /** Nothing will be committed any more. */
  close(): void;
}

export function commitState(start: number): CommitState {
  let offset = start;
  let changes = 0;
  let confirmedChanges = 0;
  const waiters: { readonly changes: number; readonly resolve: () => void }[] = [];

  return {
    get offset() {
      return offset;
    },
    changed() {
      changes += 1;
    },
    persisted() {
      changes += 1;
      const wanted = changes;
      return new Promise((resolve) => void waiters.push({ changes: wanted, resolve }));
    },
    pending(mark, metadataAt) {
      if (mark === offset && changes === confirmedChanges) return undefined;
      return { offset: mark, metadata: metadataAt(mark), changes };
    },
    confirm(commit) {
      offset = commit.offset;
      confirmedChanges = commit.changes;
      while (waiters[0] !== undefined && waiters[0].changes <= commit.changes) waiters.shift()?.resolve();
    },
    close() {
      for (const { resolve } of waiters.splice(0)) resolve();
    },
  };
}
