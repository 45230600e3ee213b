import { sql } from "../../sql/sql.ts";
import type { JournalEntry } from "../journal/journal.ts";

export interface EntryRow extends Omit<JournalEntry, "step"> {
  readonly step: string;
  readonly digest: string;
}

export const entryColumns = sql`sequence, step, digest, outcome, finished, failures, content`;

export function entryOf({ step, digest, ...entry }: EntryRow): JournalEntry {
  return { ...entry, step: { name: step, digest } };
}

/** The entries as a table `entry` with the columns `entryColumns`. */
export function entryTable(entries: readonly JournalEntry[]): ReturnType<typeof sql> {
  const column = <T>(of: (entry: JournalEntry) => T): readonly T[] => entries.map(of);
  return sql`unnest(${column(({ sequence }) => sequence)}::integer[], ${column(({ step }) => step.name)}::text[],
    ${column(({ step }) => step.digest)}::text[], ${column(({ outcome }) => outcome)}::text[],
    ${column(({ finished }) => finished)}::integer[], ${column(({ failures }) => failures)}::integer[],
    ${column(({ content }) => content)}::text[]) AS entry (${entryColumns})`;
}

/** This long from now, by the database's clock. The start of a transaction may lie too far back. */
export function timeAfter(ms: number): ReturnType<typeof sql> {
  return sql`clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`;
}
