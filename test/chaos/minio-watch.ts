import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServiceAddresses } from "../../generator/services/index.ts";

/** One thing that MinIO was told to do, and did. */
export interface MinioWrite {
  readonly user: string;
  readonly what: "account" | "path";
  /** Which of the processes that came one after another told it. */
  readonly life: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Stands between workers and MinIO, and notes what MinIO does: nobody else knows after a SIGKILL. */
export interface MinioWatch extends AsyncDisposable {
  readonly address: ServiceAddresses["minio"];
  readonly writes: readonly MinioWrite[];
  /** From now on, it is another process that asks. */
  nextLife(): void;
}

export async function minioWatch(minio: ServiceAddresses["minio"]): Promise<MinioWatch> {
  const { hostname, port } = new URL(minio.endpoint);
  const writes: MinioWrite[] = [];
  let life = 1;

  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const [askedIn, at] = [life, Date.now()];
    // The header "host" is signed, and stays as the client wrote it.
    const forwarded = request({ hostname, port, method, path, headers }, (answered) => {
      const write = writeOf(asked);
      if (write !== undefined && answered.statusCode === 200) writes.push({ ...write, life: askedIn, at });
      answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
      answered.pipe(answer);
    });
    forwarded.once("error", () => asked.destroy());
    asked.once("error", () => forwarded.destroy());
    asked.pipe(forwarded);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: ownPort } = server.address() as AddressInfo;

  return {
    address: { ...minio, endpoint: `http://127.0.0.1:${ownPort}` },
    writes,
    nextLife() {
      life += 1;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function writeOf({ method, url = "" }: IncomingMessage): Pick<MinioWrite, "user" | "what"> | undefined {
  if (method !== "PUT") return undefined;
  const { pathname, searchParams } = new URL(url, "http://minio");
  const account = pathname.endsWith("/add-user") ? searchParams.get("accessKey") : null;
  if (account !== null) return { user: account, what: "account" };
  const path = /^\/users\/([^/]+)\/$/.exec(pathname)?.[1];
  return path === undefined ? undefined : { user: decodeURIComponent(path), what: "path" };
}

/** When an action was marked as done in the database, in milliseconds since 1970. */
export type MarkedAt = (write: Pick<MinioWrite, "user" | "what">) => number | undefined;

/**
 * A second account would give its user another secret. A path that is there already may be asked for again by another
 * process, if the one before it died before it could mark it as done; never by the same one, and never once it is
 * marked.
 */
export function judgeMinioWrites(
  writes: readonly MinioWrite[],
  markedAt: MarkedAt,
): { readonly doubled: number; readonly repeated: number } {
  const seen = new Set<string>();
  let [doubled, repeated] = [0, 0];
  for (const { user, what, life, at } of writes) {
    const [ever, inThisLife] = [`${what} ${user}`, `${what} ${user} ${life}`];
    const isMarked = at > (markedAt({ user, what }) ?? Number.POSITIVE_INFINITY);
    if (isMarked || seen.has(inThisLife) || (what === "account" && seen.has(ever))) doubled += 1;
    else if (seen.has(ever)) repeated += 1;
    seen.add(ever).add(inThisLife);
  }
  return { doubled, repeated };
}
