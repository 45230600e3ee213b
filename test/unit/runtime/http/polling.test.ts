import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { pollingClient, type PollingClock, pollUntil } from "../../../../runtime/adapters/http/index.ts";
import { FatalError, RetryableError } from "../../../../runtime/errors/errors.ts";

/** Time passes only while somebody sleeps, and then at once. */
function virtualClock(): PollingClock & { readonly sleeps: readonly number[]; pass(ms: number): void } {
  let now = 1000;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    pass: (ms) => void (now += ms),
    async sleep(ms) {
      sleeps.push(ms);
      now += ms;
    },
  };
}

const never = () => new Promise<never>(() => undefined);

test("an answer that is final at once ends the polling", async () => {
  const clock = virtualClock();
  const result = await pollUntil(
    async () => "done",
    (answer) => answer === "done",
    { clock },
  );
  expect(result).toEqual({ kind: "done", answer: "done", attempts: 1 });
  expect(clock.sleeps).toEqual([]);
});

test("polling goes on every two seconds, at most fifteen times", async () => {
  const clock = virtualClock();
  let asked = 0;
  const result = await pollUntil(
    async () => (asked += 1),
    () => false,
    { clock },
  );
  expect(result).toEqual({ kind: "timeout", last: 15, error: undefined, attempts: 15 });
  expect(clock.sleeps).toEqual(Array.from({ length: 14 }, () => 2000));
});

test("the fifteenth answer still counts", async () => {
  let asked = 0;
  const result = await pollUntil(
    async () => (asked += 1),
    (answer) => answer === 15,
    { clock: virtualClock() },
  );
  expect(result).toEqual({ kind: "done", answer: 15, attempts: 15 });
});

test("slow answers are asked for less often, so that the limit holds", async () => {
  const clock = virtualClock();
  const result = await pollUntil(
    async () => clock.pass(4000),
    () => false,
    { clock },
  );
  expect(result).toMatchObject({ kind: "timeout", attempts: 5 });
});

test("an answer that never comes costs its attempt, and the next one may", async () => {
  const withdrawn: unknown[] = [];
  let asked = 0;
  const result = await pollUntil(
    async (signal) => {
      asked += 1;
      if (asked === 3) return "done";
      signal.addEventListener("abort", () => withdrawn.push(signal.reason));
      return never();
    },
    () => true,
    { clock: virtualClock(), attemptTimeoutMs: 5 },
  );
  expect(result).toEqual({ kind: "done", answer: "done", attempts: 3 });
  expect(withdrawn).toEqual([1, 2].map(() => new RetryableError("no answer within 5 ms")));
});

test("when no answer ever comes, the reason is told", async () => {
  const result = await pollUntil(never, () => true, {
    clock: virtualClock(),
    attemptTimeoutMs: 1,
    attemptsMax: 2,
  });
  const error = new RetryableError("no answer within 1 ms");
  expect(result).toEqual({ kind: "timeout", last: undefined, error, attempts: 2 });
});

test("no answer is waited for beyond the limit", async () => {
  const options = { clock: virtualClock(), limitMs: 10, attemptTimeoutMs: 60_000 };
  expect(await pollUntil(never, () => true, options)).toMatchObject({
    kind: "timeout",
    attempts: 1,
    error: new RetryableError("no answer within 10 ms"),
  });
});

test("a failure that may pass counts as a try, another ends the polling", async () => {
  const failures: Error[] = [new RetryableError("503"), new RetryableError("503")];
  const asks = async () => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    return "done";
  };
  const clock = virtualClock();
  expect(await pollUntil(asks, () => true, { clock })).toMatchObject({ kind: "done", attempts: 3 });
  const fatal = new FatalError("no such address");
  const failing = pollUntil(
    async () => Promise.reject(fatal),
    () => true,
    { clock },
  );
  await expect(failing).rejects.toBe(fatal);
});

test.each(["before", "pause", "question"])("an abort (%s) ends the polling with its reason", async (when) => {
  const stop = new AbortController();
  const reason = new Error(`aborted: ${when}`);
  let asked = 0;
  if (when === "before") stop.abort(reason);
  const asking = pollUntil(
    async () => {
      asked += 1;
      if (when === "question") setImmediate(() => stop.abort(reason));
      return when === "pause" ? "pending" : never();
    },
    () => false,
    {
      signal: stop.signal,
      clock: {
        now: () => 0,
        sleep: (_, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error("woken")));
            stop.abort(reason);
          }),
      },
    },
  );
  await expect(asking).rejects.toBe(reason);
  expect(asked).toBe(when === "before" ? 0 : 1);
});

/** A web server that answers as the test says. */
async function serving(listener: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("the client asks its address, and tells final answers from those that are not", async () => {
  const asked: unknown[] = [];
  const answers: readonly (readonly [number, string])[] = [
    [503, "busy"],
    [408, ""],
    [429, "slow down"],
    [202, ""],
    [200, '{"status":"PENDING"}'],
    [200, '{"status":"PROCESSING"}'],
    [404, '{"code":"JOB_001"}'],
  ];
  await using server = await serving(({ url, headers }, response) => {
    const [status, body] = answers[asked.push([url, headers["x-tenant"]]) - 1] ?? [500, ""];
    response.writeHead(status).end(body);
  });
  const client = pollingClient({
    url: `${server.url}/jobs/{jobId}/status`,
    headers: { "x-tenant": "7" },
    clock: virtualClock(),
  });
  expect(await client.poll({ jobId: "a/b" })).toEqual({
    kind: "done",
    attempts: 7,
    answer: { status: 404, body: { code: "JOB_001" } },
  });
  expect(asked).toEqual(answers.map(() => ["/jobs/a%2Fb/status", "7"]));
  await expect(client.poll({})).rejects.toThrow('needs a value for "jobId"');
});

test("the client goes on after connections that break, hang or are refused", async () => {
  let asked = 0;
  await using server = await serving((_, response) => {
    asked += 1;
    if (asked === 1) response.socket?.destroy();
    else if (asked === 2) response.writeHead(200, { "content-length": "100" }).write("{");
    else if (asked > 3) response.end('{"status":"COMPLETED"}');
  });
  const options = { clock: virtualClock(), attemptTimeoutMs: 50 };
  const client = pollingClient({ url: `${server.url}/jobs/{jobId}`, ...options });
  expect(await client.poll({ jobId: "1" })).toMatchObject({ kind: "done", attempts: 4 });

  const nowhere = pollingClient({ url: "http://127.0.0.1:1/", ...options });
  const result = await nowhere.poll({});
  expect(result).toMatchObject({ kind: "timeout", last: undefined, attempts: 15 });
  expect(String(result.kind === "timeout" && result.error)).toContain("get http://127.0.0.1:1/: no answer");
});

test("a client's signal ends its polling, whatever the server does", async () => {
  const stop = new AbortController();
  const reason = new Error("the page is closed");
  await using server = await serving(() => stop.abort(reason));
  const client = pollingClient({ url: server.url, clock: virtualClock() });
  await expect(client.poll({}, stop.signal)).rejects.toBe(reason);
});
