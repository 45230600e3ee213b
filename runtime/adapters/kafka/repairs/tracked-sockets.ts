import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { ISocketFactory } from "kafkajs";
import { refusingFactory } from "./connection-repair.ts";

export interface TrackedSockets {
  readonly factory: ISocketFactory;
  /** Destroys what is open, and refuses whatever would be opened from now on. */
  close(): void;
}

const keepAliveDelayMs = 60_000;
const closedMessage = "the client has been closed";

/**
 * Opens sockets as kafkajs does, and knows them. kafkajs forgets some: a client that is disconnected while it tries to
 * reach a broker that is away connects once more when the broker is back, and that connection keeps the process from
 * ever ending.
 */
export function trackedSockets(): TrackedSockets {
  const open = new Set<Socket>();
  let closed = false;
  let distrust: Error | undefined;

  const track = (socket: Socket): void => {
    socket.setKeepAlive(true, keepAliveDelayMs);
    open.add(socket);
    socket.once("close", () => void open.delete(socket));
    // kafkajs listens as well; but an error that nobody listens to would end the process.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (isCertificateError(error)) distrust = error;
    });
  };

  const factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    // kafkajs passes `true` as well, and nothing when the connection is not encrypted, whatever its types say.
    const options = ssl as typeof ssl | boolean | null | undefined;
    if (options === undefined || options === null || options === false) {
      const socket = connect({ host, port }, onConnect);
      track(socket);
      return socket;
    }
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const settings = options === true ? {} : options;
    const socket = connectTls({ host, port, ...servername, ...settings }, onConnect);
    track(socket);
    return socket;
  };

  const refuse = (): Error | undefined => {
    if (closed) return new Error(closedMessage);
    // Only what is being attempted now is given up: the next attempt may find another certificate.
    const reason = distrust;
    distrust = undefined;
    return reason;
  };

  return {
    factory: refusingFactory(factory, refuse),
    close() {
      closed = true;
      // With an error: kafkajs would otherwise wait for answers until their time is over.
      for (const socket of open) socket.destroy(new Error(closedMessage));
    },
  };
}

// OpenSSL's verdicts on certificates (`X509_V_ERR_*`), and Node's own on the name in them.
const certificateError =
  /^(?:ERR_TLS_CERT_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH)/;

function isCertificateError({ code = "" }: NodeJS.ErrnoException): boolean {
  return certificateError.test(code);
}
