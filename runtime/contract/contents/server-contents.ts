import { createHash } from "node:crypto";
import type { RedisCommands } from "../../ports/redis-commands.ts";
import type { ResourceClients, SystemDefinition } from "../../system/system-definition.ts";
import { showValue } from "../report/show-value.ts";
import { keyReaderOf, readKey } from "./key-reader.ts";
import { differenceOf, tableContents, type TableContents } from "./table-contents.ts";
import type { TouchedNames } from "../clients/touched-names.ts";

/** What the servers hold of a system: rows, and all else by a name such as `the key job:1`. */
export interface ServerContents {
  readonly tables: TableContents;
  readonly others: ReadonlyMap<string, string>;
}

/** Reads rows, keys and objects that the system has named, and how many records it has published. */
export async function serverContents({ ground, tables, subject }: ReadSystem): Promise<ServerContents> {
  const { sql, redis, objects } = ground.clients;
  const others = new Map<string, string>();
  if (redis !== undefined)
    for (const [key, command] of ground.touched.keys)
      others.set(`the key ${key}`, await valueAt(redis, key, command));
  for (const [name, [bucket, key]] of ground.touched.objects)
    others.set(`the object ${name}`, bytesShown(await objects?.get(bucket, key)));
  for (const { participant } of subject.system.publications ?? []) {
    const published = await ground.topics?.published(participant);
    if (published !== undefined) others.set(`the topic ${participant}`, `${published} records`);
  }
  return { tables: sql === undefined ? new Map() : await tableContents(sql, tables), others };
}

/** A system on servers, as far as it is to be read. */
interface ReadSystem {
  readonly ground: {
    readonly clients: Partial<ResourceClients>;
    readonly touched: TouchedNames;
    readonly topics: { readonly published: (participant: string) => Promise<number> } | undefined;
  };
  readonly tables: readonly string[];
  readonly subject: { readonly system: Pick<SystemDefinition, "publications"> };
}

/** How what the servers hold differs, in a few words; undefined where it does not. */
export function changeOf(before: ServerContents, after: ServerContents): string | undefined {
  const rows = differenceOf(before.tables, after.tables);
  if (rows !== undefined) return rows;
  for (const [name, value] of after.others) {
    const known = before.others.get(name) ?? absent;
    if (known !== value) return `${name} holds ${value} instead of ${known}`;
  }
  return undefined;
}

const absent = "nothing";

/** The value of a key, as the commands that are sent with it read it. */
async function valueAt(redis: RedisCommands, key: string, command: string): Promise<string> {
  try {
    if ((await redis.exists(key)) === 0) return absent;
    return showValue(await readKey(redis, key, keyReaderOf(command) ?? "get"));
  } catch (error) {
    // Another command has made something of another kind of it.
    return error instanceof Error ? error.message : absent;
  }
}

function bytesShown(body: Uint8Array | undefined): string {
  if (body === undefined) return absent;
  return `${body.byteLength} bytes (${createHash("sha256").update(body).digest("hex").slice(0, 8)})`;
}
