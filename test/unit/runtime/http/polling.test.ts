import { expect, test } from "vitest";
import { pollingClient, type PollingClock, pollUntil } from "../../../../runtime/adapters/http/index.ts";
import { FatalError, RetryableError } from "../../../../runtime/errors.ts";

/** Time passes only when somebody sleeps, and at once; sleepers wake in the order of their time. */
function fakeClock(): PollingClock & { readonly sleeps: readonly number[] } {
  let now = 0;
  const sleeps: number[] = [];
  const sleeping: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    sleeps,
    now: () => now,
    sleep(ms, signal) {
      sleeps.push(ms);
      return new Promise((resolve, reject) => {
        sleeping.push({ until: now + ms, wake: resolve });
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        // Whoever sleeps shortest wakes first, when nobody else has anything to do.
        setImmediate(() => {
          sleeping.sort((a, b) => a.until - b.until);
          const next = sleeping.shift();
          if (next === undefined || signal.aborted) return;
          now = Math.max(now, next.until);
          next.wake();
        });
      });
    },
  };
}

/** The limit is slept for once, beside the pauses. */
const pauses = ({ sleeps }: { readonly sleeps: readonly number[] }): readonly number[] =>
  sleeps.filter((ms) => ms !== 30_000);

test("an answer that is final at once ends the polling", async () => {
  const clock = fakeClock();
  expect(
    await pollUntil(
      async () => "done",
      (answer) => answer === "done",
      { clock },
    ),
  ).toEqual({
    kind: "done",
    answer: "done",
    attempts: 1,
  });
  expect(pauses(clock)).toEqual([]);
});

test("polling goes on every two seconds, at most fifteen times", async () => {
  let asked = 0;
  let now = 0;
  const sleeps: number[] = [];
  const clock: PollingClock = {
    now: () => now,
    async sleep(ms) {
      if (ms === 30_000) return new Promise(() => undefined);
      sleeps.push(ms);
      now += ms;
    },
  };
  const result = await pollUntil(
    async () => (asked += 1),
    () => false,
    { clock },
  );
  expect(result).toEqual({ kind: "timeout", last: 15, error: undefined, attempts: 15 });
  expect(sleeps).toEqual(Array.from({ length: 14 }, () => 2000));
});

test("an answer that never comes is not waited for beyond the limit", async () => {
  const result = await pollUntil(
    () => new Promise<string>(() => undefined),
    () => true,
    { clock: fakeClock() },
  );
  expect(result).toEqual({ kind: "timeout", last: undefined, error: undefined, attempts: 1 });
});

test("a failure that may pass counts as a try, another ends the polling", async () => {
  const failures: Error[] = [new RetryableError("503"), new RetryableError("503")];
  const asks = async () => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    return "done";
  };
  const clock = {
    now: () => 0,
    sleep: async (ms: number) => (ms === 30_000 ? new Promise<void>(() => {}) : undefined),
  };
  expect(await pollUntil(asks, () => true, { clock })).toMatchObject({ kind: "done", attempts: 3 });
  const fatal = new FatalError("no such address");
  await expect(
    pollUntil(
      async () => Promise.reject(fatal),
      () => true,
      { clock },
    ),
  ).rejects.toBe(fatal);
});

test("an abort ends the polling with its reason, during a pause and during a question", async () => {
  for (const when of ["pause", "question"]) {
    const stop = new AbortController();
    const reason = new Error(`aborted in the ${when}`);
    const asking = pollUntil(
      async (signal) => {
        if (when === "pause") return "pending";
        setImmediate(() => stop.abort(reason));
        return new Promise<string>((_, reject) => {
          signal.addEventListener("abort", () => reject(new RetryableError("gone")));
        });
      },
      () => false,
      {
        signal: stop.signal,
        clock: {
          now: () => 0,
          sleep: (ms, signal) =>
            new Promise((_, reject) => {
              signal.addEventListener("abort", () => reject(new Error("woken")));
              if (ms === 2000) stop.abort(reason);
            }),
        },
      },
    );
    await expect(asking).rejects.toBe(reason);
  }
});

test("the client asks its address, and tells final answers from those that are not", async () => {
  const asked: string[] = [];
  const answers = [
    new Response("busy", { status: 503 }),
    Response.json({ status: "PENDING" }),
    Response.json({ status: "PROCESSING" }),
    Response.json({ code: "JOB_001" }, { status: 404 }),
  ];
  const client = pollingClient({
    url: "http://127.0.0.1:1/jobs/{jobId}/status",
    clock: { now: () => 0, sleep: async (ms) => (ms === 30_000 ? new Promise(() => undefined) : undefined) },
    fetch: async (address) => {
      asked.push(address instanceof Request ? address.url : address.toString());
      return answers.shift() ?? Response.error();
    },
  });
  expect(await client.poll({ jobId: "a/b" })).toEqual({
    kind: "done",
    attempts: 4,
    answer: { status: 404, body: { code: "JOB_001" } },
  });
  expect(new Set(asked)).toEqual(new Set(["http://127.0.0.1:1/jobs/a%2Fb/status"]));
  await expect(client.poll({})).rejects.toThrow('needs a value for "jobId"');
});
