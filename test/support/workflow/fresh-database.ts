import { randomUUID } from "node:crypto";
import { Client } from "pg";

export interface FreshDatabase extends AsyncDisposable {
  readonly url: string;
}

/** An empty PostgreSQL database of its own; gone with `await using`. */
export async function freshDatabase(serverUrl: string): Promise<FreshDatabase> {
  const name = `engine_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
