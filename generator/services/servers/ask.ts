import type { Socket } from "node:net";

/**
 * Sends a request and resolves to the whole answer, whose length `lengthOf` tells from its beginning. For checks, which
 * ask twenty times a second whether there is somebody yet: clients retry, log and keep timers, and need not be installed.
 */
export function ask(
  socket: Socket,
  request: string | Uint8Array,
  lengthOf: (received: Buffer) => number | undefined,
): Promise<Buffer> {
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
      const length = lengthOf(received);
      if (length !== undefined && received.length >= length) finish(() => done(received));
    });
    socket.once("error", (error) => finish(() => failed(error)));
    socket.once("close", () =>
      finish(() => failed(new Error("the connection was closed without an answer"))),
    );
    socket.write(request);
  });
}
