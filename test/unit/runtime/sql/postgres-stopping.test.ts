import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Pool } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { postgresDatabase } from "../../../../runtime/adapters/postgres.ts";
import { RetryableError } from "../../../../runtime/errors/errors.ts";
import { sql } from "../../../../runtime/sql/sql.ts";

// A real server does this only when it stops at the right microsecond.
test.each(["transaction", "query"] as const)(
  "a server that stops in the same breath as it lets us in fails the %s and nothing else",
  async (kind) => {
    const url = await serverThat((socket) => {
      socket.once("data", () => socket.end(Buffer.concat([...welcome, shutdown])));
    });
    await using database = postgresDatabase({ url });
    const query = () => database.query(sql`SELECT 1`);
    const asking = kind === "query" ? query() : database.transaction(query);
    await expect(asking).rejects.toThrow(RetryableError);
  },
);

test("a connection that a pool of one's own has had before is as safe", async () => {
  const url = await serverThat((socket) => {
    socket.once("data", () => {
      socket.write(Buffer.concat(welcome));
      socket.once("data", () => socket.end(shutdown));
    });
  });
  const pool = new Pool({ connectionString: url });
  onTestFinished(() => pool.end());
  const client = await pool.connect();
  client.release();

  await using database = postgresDatabase({ pool });
  // The pool has taken its own listener away by then, and whoever asked does not have the connection yet.
  pool.once("acquire", () => process.nextTick(() => client.emit("error", new Error("broken"))));
  await expect(database.transaction(async () => undefined)).rejects.toThrow(RetryableError);
});

async function serverThat(greets: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    greets(socket);
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `postgres://somebody:secret@127.0.0.1:${(server.address() as AddressInfo).port}/db`;
}

/** A message of PostgreSQL's protocol: its type, its length, its content. */
function message(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content)]);
}

const welcome = [message("R", "\0\0\0\0"), message("Z", "I")];
const shutdown = message("E", "SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0");
