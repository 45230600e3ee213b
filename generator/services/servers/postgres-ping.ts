import { connect } from "node:net";
import { answerWithin } from "../machine/answer-within.ts";
import { ask } from "./ask.ts";

/**
 * Resolves once the PostgreSQL at this address takes connections: it then answers the first message of one by asking
 * who we are, and before that with an error. Without `pg`, nobody here could go further than that.
 */
export async function postgresPing(address: string, timeoutMs: number): Promise<void> {
  const url = new URL(address);
  const socket = connect({
    host: url.hostname.replace(/^\[(.*)\]$/, "$1") || "127.0.0.1",
    port: Number(url.port || 5432),
  });
  try {
    const answer = await answerWithin(timeoutMs, ask(socket, startup(url), answerLength));
    const kind = answer.toString("latin1", 0, 1);
    if (kind === "E") throw new Error(errorMessage(answer));
    if (kind !== "R") throw new Error("it does not speak PostgreSQL's protocol");
  } finally {
    socket.destroy();
  }
}

function startup({ username, pathname }: URL): Buffer {
  const parameters = [
    "user",
    decodeURIComponent(username),
    "database",
    decodeURIComponent(pathname.slice(1)),
  ];
  const text = Buffer.from(`${parameters.join("\0")}\0\0`);
  const header = Buffer.alloc(8);
  header.writeInt32BE(header.length + text.length, 0);
  // Version 3.0 of the protocol.
  header.writeInt32BE(0x30000, 4);
  return Buffer.concat([header, text]);
}

function answerLength(received: Buffer): number | undefined {
  return received.length < 5 ? undefined : 1 + received.readInt32BE(1);
}

/** The field "M" of an ErrorResponse, whose fields are a letter and a text that a zero ends. */
function errorMessage(answer: Buffer): string {
  const fields = answer.toString("utf8", 5).split("\0");
  return fields.find((field) => field.startsWith("M"))?.slice(1) ?? "it refuses the connection";
}
