import { postgresDatabase } from "../../adapters/postgres.ts";
import { numbered } from "./test-names.ts";

/** An empty PostgreSQL database of its own; dropped when disposed, whoever is still connected. */
export interface FreshDatabase extends AsyncDisposable {
  readonly url: string;
}

/** Creates a database on the server at this address; its user must be allowed to. */
export async function freshDatabase(serverUrl: string): Promise<FreshDatabase> {
  const name = numbered("seqwright_test").replaceAll("-", "_");
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(url: string, text: string): Promise<void> {
  await using server = postgresDatabase({ url, connectionsMax: 1 });
  await server.query({ text, values: [] });
}
