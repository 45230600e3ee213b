import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { ISocketFactory } from "kafkajs";

export interface TrackedSockets {
  readonly factory: ISocketFactory;
  /** Destroys what is open, and whatever is opened from now on. */
  close(): void;
}

const keepAliveDelayMs = 60_000;

/**
 * Opens sockets as kafkajs does, and knows them. kafkajs forgets some: a client that is disconnected while it tries to
 * reach a broker that is away connects once more when the broker is back, and that connection keeps the process from
 * ever ending.
 */
export function trackedSockets(): TrackedSockets {
  const open = new Set<Socket>();
  let closed = false;
  return {
    factory({ host, port, ssl, onConnect }) {
      // kafkajs passes nothing when the connection is not encrypted, whatever its types say.
      const options = ssl as typeof ssl | false | null | undefined;
      const servername = isIP(host) === 0 ? { servername: host } : {};
      const socket =
        typeof options === "object" && options !== null
          ? connectTls({ host, port, ...servername, ...options }, onConnect)
          : connect({ host, port }, onConnect);
      socket.setKeepAlive(true, keepAliveDelayMs);
      open.add(socket);
      socket.once("close", () => void open.delete(socket));
      if (closed) socket.destroy(new Error("the client has been closed"));
      return socket;
    },
    close() {
      closed = true;
      for (const socket of open) socket.destroy();
    },
  };
}
