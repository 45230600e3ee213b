import { randomInt } from "node:crypto";
import { createServer } from "node:net";

// Below what Linux (32768) and macOS (49152) hand out to outgoing connections: otherwise one of those could take the
// port of a server while it is down, and it could not come back.
const lowest = 20_000;
const highest = 32_767;

/** Ports on the loopback interface that nobody listens on, each different. */
export async function freePorts(
  count: number,
  isFree: (port: number) => Promise<boolean> = isFreePort,
): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count; attempt += 1) {
    if (attempt > 1000) throw new Error(`no free port between ${lowest} and ${highest} on 127.0.0.1`);
    const port = randomInt(lowest, highest + 1);
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

export function isFreePort(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}
