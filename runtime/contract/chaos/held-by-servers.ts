import { createHash } from "node:crypto";
import type { ResourceClients } from "../../system/system-definition.ts";
import { readKey } from "../contents/key-reader.ts";
import { Namer } from "./names.ts";
import type { CaseRun } from "./case-run.ts";
import type { Stage } from "./stage.ts";

/** A row of a table, a key, an object, an account, a record: by its columns. */
export type HeldRow = Readonly<Record<string, unknown>>;

/** What the servers hold of one case, by where; without the names that only this case has. */
export type Held = ReadonlyMap<string, readonly HeldRow[]>;

/** Reads what the servers hold of each case of a stage. What names no case is left out. */
export async function heldByServers(stage: Stage): Promise<ReadonlyMap<CaseRun, Held>> {
  const namers = stage.cases.map((one) => ({ one, namer: new Namer(one.names) }));
  const held = new Map<CaseRun, Map<string, HeldRow[]>>(stage.cases.map((one) => [one, new Map()]));
  for (const [place, rows] of await everything(stage)) {
    for (const row of rows) {
      const text = JSON.stringify(row, (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
      const found = namers.find(({ namer }) => namer.isNamedIn(text));
      if (found === undefined) continue;
      const lists = held.get(found.one);
      lists?.set(place, [...(lists.get(place) ?? []), found.namer.plain(row) as HeldRow]);
    }
  }
  return held;
}

async function everything(stage: Stage): Promise<ReadonlyMap<string, readonly HeldRow[]>> {
  const { clients } = stage.ground;
  return new Map([
    ...(await tables(clients)),
    ["keys of Redis", await keys(stage)],
    ["objects", await objects(stage)],
    ["accounts", await accounts(stage)],
    ...(await published(stage)),
  ]);
}

/** The system's own tables; without columns that the database numbers. */
async function tables({ sql }: Partial<ResourceClients>): Promise<readonly [string, readonly HeldRow[]][]> {
  if (sql === undefined) return [];
  const { rows: columns } = await sql.query<{
    readonly table: string;
    readonly column: string;
    readonly numbered: boolean;
  }>({
    text: `SELECT table_name AS "table", column_name AS "column",
      (is_identity = 'YES' OR column_default LIKE 'nextval(%') IS TRUE AS numbered
      FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`,
    values: [],
  });
  const names = [...new Set(columns.map(({ table }) => table))].filter(
    (name) => !name.startsWith("seqwright_"),
  );
  return Promise.all(
    names.map(async (name): Promise<[string, readonly HeldRow[]]> => {
      const numbered = columns.flatMap((one) => (one.table === name && one.numbered ? [one.column] : []));
      const text = `SELECT * FROM "${name.replaceAll('"', '""')}"`;
      const { rows } = await sql.query<HeldRow>({ text, values: [] });
      const kept = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !numbered.includes(column))),
      );
      return [`table ${name}`, kept];
    }),
  );
}

async function keys({ ground, notes }: Stage): Promise<readonly HeldRow[]> {
  const { redis } = ground.clients;
  if (redis === undefined) return [];
  const found: HeldRow[] = [];
  for (const [key, reader] of notes.keys) {
    if ((await redis.exists(key)) === 0) continue;
    const value = await readKey(redis, key, reader).catch(() => "(of another kind)");
    found.push({ key, value, expires: (await redis.ttl(key)) >= 0 });
  }
  return found;
}

async function objects({ ground, notes }: Stage): Promise<readonly HeldRow[]> {
  const { objects: store } = ground.clients;
  const found: HeldRow[] = [];
  for (const [bucket, key] of notes.objects.values()) {
    const body = await store?.get(bucket, key).catch(() => undefined);
    if (body === undefined) continue;
    found.push({ bucket, key, content: createHash("sha256").update(body).digest("hex").slice(0, 16) });
  }
  return found;
}

async function accounts({ ground, notes }: Stage): Promise<readonly HeldRow[]> {
  const { admin } = ground.clients;
  const found: HeldRow[] = [];
  for (const account of notes.accounts) {
    const info = await admin?.userInfo(account);
    if (info !== undefined) found.push({ account, status: info.status });
  }
  return found;
}

/** Records of topics that the system publishes to. */
async function published({ ground, target }: Stage): Promise<readonly [string, readonly HeldRow[]][]> {
  const { topics } = ground;
  if (topics === undefined) return [];
  const incoming = new Set(
    target.subject.entries.flatMap((entry) => (entry.kind === "kafka" ? [entry.participant] : [])),
  );
  const outgoing = Object.entries(ground.place.topics).filter(([participant]) => !incoming.has(participant));
  return Promise.all(
    outgoing.map(async ([participant, topic]): Promise<[string, readonly HeldRow[]]> => {
      const records = await topics.contents.read(topic).catch(() => []);
      return [`topic of ${participant}`, records.map(({ key, value }) => ({ key, value: parsed(value) }))];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
