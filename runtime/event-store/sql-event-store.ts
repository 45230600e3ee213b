import { randomUUID } from "node:crypto";
import { FatalError } from "../errors/errors.ts";
import { jsonText } from "../errors/json-text.ts";
import { quote } from "../model/quote.ts";
import type { EventStore, ExpectedVersion, NewEvent } from "../ports/event-store.ts";
import type { SqlDatabase } from "../ports/sql-database.ts";
import { sql } from "../sql/sql.ts";
import { eventColumns, storedEvent, type EventRow } from "./stored-event.ts";
import { WrongVersionError } from "./wrong-version-error.ts";

export interface SqlEventStoreOptions {
  /** How many events of a stream are read at a time. Default: 500. */
  readonly batchMax?: number;
}

/** An event store in PostgreSQL; `eventStoreTables` must have been created in it. */
export function sqlEventStore(db: SqlDatabase, { batchMax = 500 }: SqlEventStoreOptions = {}): EventStore {
  return {
    async *read(stream, { fromVersion = 1 } = {}) {
      for (let from = fromVersion; ;) {
        const { rows } = await db.query<EventRow>(sql`SELECT ${eventColumns} FROM seqwright_event
          WHERE stream = ${stream} AND version >= ${from}::bigint ORDER BY version LIMIT ${batchMax}::integer`);
        yield* rows.map(storedEvent);
        const last = rows.at(-1);
        if (last === undefined || rows.length < batchMax) return;
        from = last.version + 1;
      }
    },

    async append(stream, events, { expected }) {
      const expectation = expectedNumber(expected);
      if (stream === "") throw new FatalError("a stream needs a name, such as order-4711");
      if (events.length === 0) throw new FatalError(`no events to append to ${quote(stream)}`);
      const written = events.map(withDefaults);
      const column = (of: (event: WrittenEvent) => string): readonly string[] => written.map(of);
      const { rows } = await db.query<AppendRow>(sql`SELECT outcome, last_version AS version
        FROM seqwright_append(${stream}::text, ${expectation}::bigint, ${column(({ id }) => id)}::text[],
          ${column(({ type }) => type)}::text[], ${column(({ data }) => data)}::text[],
          ${column(({ metadata }) => metadata)}::text[])`);
      const { outcome, version } = rows[0] ?? { outcome: "refused", version: 0 };
      if (outcome === "refused") throw new WrongVersionError(stream, expected, version);
      if (outcome === "mixed")
        throw new FatalError(
          `${quote(stream)} has some of these events already, and others not: ` +
            "events that are written again must be the same",
        );
      return { version, repeated: outcome === "repeated" };
    },
  };
}

interface AppendRow {
  readonly outcome: "appended" | "repeated" | "mixed" | "refused";
  readonly version: number;
}

type WrittenEvent = Readonly<Record<"id" | "type" | "data" | "metadata", string>>;

function withDefaults({ id = randomUUID(), type, data, metadata = {} }: NewEvent): WrittenEvent {
  if (id === "") throw new FatalError(`an event of type ${quote(type)} has an empty id`);
  return { id, type, data: jsonText(data, `an event of type ${type}`), metadata: jsonText(metadata) };
}

/** As `seqwright_append` has it. */
function expectedNumber(expected: ExpectedVersion): number {
  switch (expected) {
    case "no stream":
      return 0;
    case "any":
      return -1;
    case "stream exists":
      return -2;
    default:
      if (Number.isSafeInteger(expected) && expected >= 0) return expected;
      throw new FatalError(`a version is a whole number from 0, and not ${expected}`);
  }
}
