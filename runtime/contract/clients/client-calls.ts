import { AsyncLocalStorage } from "node:async_hooks";
import type { Hold } from "./held-calls.ts";
import type { SqlDatabase, SqlResult, SqlStatement } from "../../ports/sql-database.ts";
import type { ResourceClients } from "../../system/system-definition.ts";

/** What a gateway asked of a client. */
export interface ClientCall {
  readonly client: keyof ResourceClients;
  readonly method: string;
  /** The first thing that it is called with, where that is a text: a key, a bucket. */
  readonly key?: string;
  /** Of a statement: its text, and how many rows it read or wrote. */
  readonly statement?: { readonly text: string; readonly rowCount: number };
}

// Whoever asks a client does so for the arrow that it is working on.
const current = new AsyncLocalStorage<Asked>();

interface Asked {
  readonly calls: ClientCall[];
  /** What is asked has to wait for this. */
  readonly held: Hold | undefined;
}

/** Does the work, and tells what it asked of the clients. With `held`, they take so long. */
export async function callsDuring<T>(
  work: () => Promise<T>,
  held?: Hold,
): Promise<{ readonly value: T; readonly calls: readonly ClientCall[] }> {
  const calls: ClientCall[] = [];
  return { value: await current.run({ calls, held }, work), calls };
}

/** The same clients, each call being noted for `callsDuring`. */
export function noting(clients: Partial<ResourceClients>): Partial<ResourceClients> {
  const { sql, ...others } = clients;
  const noted = Object.entries(others).map(([name, client]) => [
    name,
    notingCalls(name as keyof ResourceClients, client),
  ]);
  return {
    ...(Object.fromEntries(noted) as Partial<ResourceClients>),
    ...(sql === undefined ? {} : { sql: notingStatements(sql) }),
  };
}

function notingCalls<Client extends object>(name: keyof ResourceClients, client: Client): Client {
  return new Proxy(client, {
    get(target, method) {
      const member: unknown = Reflect.get(target, method, target);
      if (typeof member !== "function" || typeof method !== "string") return member;
      return (...args: readonly unknown[]): unknown => {
        const asked = current.getStore();
        const [key] = args;
        asked?.calls.push({ client: name, method, ...(typeof key === "string" ? { key } : {}) });
        const ask = (): unknown => Reflect.apply(member, target, args) as unknown;
        return asked?.held === undefined ? ask() : asked.held.passes().then(ask);
      };
    },
  });
}

function notingStatements(sql: SqlDatabase): SqlDatabase {
  return {
    async query<Row>(statement: SqlStatement): Promise<SqlResult<Row>> {
      const asked = current.getStore();
      await asked?.held?.passes();
      const result = await sql.query<Row>(statement);
      asked?.calls.push({
        client: "sql",
        method: "query",
        statement: { text: statement.text, rowCount: result.rowCount },
      });
      return result;
    },
    transaction: (work) => sql.transaction(work),
  };
}
