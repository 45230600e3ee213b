import { connect, type Socket } from "node:net";
import { withDeadline } from "../with-deadline.ts";

const apiVersions = { key: 18, version: 0, body: Buffer.alloc(0) };
// Version 1 with an empty list asks for no topics: the answer is the brokers alone.
const metadata = { key: 3, version: 1, body: Buffer.alloc(4) };

/**
 * Resolves once a broker answers ApiVersions, and Metadata with at least one registered broker: it listens some time
 * before that. The two requests are written by hand because a Kafka client retries, logs and keeps timers, all of
 * which is in the way of asking twenty times a second whether there is somebody yet.
 */
export async function kafkaPing(broker: string, timeoutMs: number): Promise<void> {
  const separator = broker.lastIndexOf(":");
  const host = broker.slice(0, separator).replace(/^\[(.*)\]$/, "$1");
  const socket = connect({ host, port: Number(broker.slice(separator + 1)) });
  try {
    await withDeadline(askForBrokers(socket), timeoutMs);
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
  const answer = readAnswer(socket);
  socket.write(Buffer.concat([header, clientId, body]));
  return (await answer).subarray(8);
}

function readAnswer(socket: Socket): Promise<Buffer> {
  return new Promise((done, failed) => {
    let received = Buffer.alloc(0);
    const finish = (settle: () => void): void => {
      socket.removeAllListeners();
      // What arrives between two answers, or after the last one, must not end the process.
      socket.on("error", () => undefined);
      settle();
    };
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 4 && received.length >= 4 + received.readInt32BE(0))
        finish(() => done(received));
    });
    socket.once("error", (error) => finish(() => failed(error)));
    socket.once("close", () =>
      finish(() => failed(new Error("the connection was closed without an answer"))),
    );
  });
}
