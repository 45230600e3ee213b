import { connect, type Socket } from "node:net";
import { answerWithin } from "../machine/answer-within.ts";
import { ask } from "./ask.ts";

const apiVersions = { key: 18, version: 0, body: Buffer.alloc(0) };
// Version 1 with an empty list asks for no topics: the answer is the brokers alone.
const metadata = { key: 3, version: 1, body: Buffer.alloc(4) };

/**
 * Resolves once a broker answers ApiVersions, and Metadata with at least one registered broker: it listens some time
 * before that.
 */
export async function kafkaPing(broker: string, timeoutMs: number): Promise<void> {
  const separator = broker.lastIndexOf(":");
  const host = broker.slice(0, separator).replace(/^\[(.*)\]$/, "$1");
  const socket = connect({ host, port: Number(broker.slice(separator + 1)) });
  try {
    await answerWithin(timeoutMs, askForBrokers(socket));
  } finally {
    socket.destroy();
  }
}

async function askForBrokers(socket: Socket): Promise<void> {
  const versions = await request(socket, apiVersions);
  const error = versions.readInt16BE(0);
  if (error !== 0) throw new Error(`ApiVersions failed with Kafka's error code ${error}`);
  const brokers = (await request(socket, metadata)).readInt32BE(0);
  if (brokers < 1) throw new Error("no broker has registered yet");
}

/** Sends one request, and resolves to the answer without its size and correlation id. */
async function request(
  socket: Socket,
  { key, version, body }: { readonly key: number; readonly version: number; readonly body: Buffer },
): Promise<Buffer> {
  const clientId = Buffer.from("seqwright");
  const header = Buffer.alloc(14);
  header.writeInt32BE(header.length - 4 + clientId.length + body.length, 0);
  header.writeInt16BE(key, 4);
  header.writeInt16BE(version, 6);
  // Bytes 8 to 11 are the correlation id: with one request at a time, any will do.
  header.writeInt16BE(clientId.length, 12);
  return (await ask(socket, Buffer.concat([header, clientId, body]), answerLength)).subarray(8);
}

function answerLength(received: Buffer): number | undefined {
  return received.length < 4 ? undefined : 4 + received.readInt32BE(0);
}
