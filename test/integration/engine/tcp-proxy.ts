import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface TcpProxy extends AsyncDisposable {
  /** The same URL, by way of the proxy. */
  readonly url: string;
  /** Breaks all connections, as a network does: the server is not told what its client heard of it. */
  cut(): void;
  /** Breaks all connections, and lets nobody through until `open`. */
  close(): void;
  open(): void;
}

/** Stands between a client and a server that go on living while their connection does not. */
export async function tcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const clients = new Set<Socket>();
  const servers = new Set<Socket>();
  let closed = false;

  const server = createServer((client) => {
    client.on("error", () => undefined);
    if (closed) return void client.destroy();
    const upstream = connect({ host: hostname, port: Number(port) });
    upstream.on("error", () => client.destroy());
    // The server's side stays open when the client is cut off: a backend that is busy would not notice anyway.
    client.on("end", () => upstream.end());
    upstream.on("close", () => {
      servers.delete(upstream);
      client.destroy();
    });
    client.on("close", () => clients.delete(client));
    clients.add(client);
    servers.add(upstream);
    client.on("data", (data) => upstream.write(data));
    upstream.on("data", (data) => (client.destroyed ? undefined : client.write(data)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const cut = (): void => clients.forEach((client) => client.destroy());
  return {
    url: url.href,
    cut,
    close() {
      closed = true;
      cut();
    },
    open: () => void (closed = false),
    async [Symbol.asyncDispose]() {
      cut();
      servers.forEach((socket) => socket.destroy());
      server.close();
      await once(server, "close");
    },
  };
}
