import { pbkdf2 } from "node:crypto";
import { readFile } from "node:fs/promises";
import { scheduler, setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { contract } from "../../../runtime/contract/index.ts";
import { VirtualTime } from "../../../runtime/contract/time/virtual-time.ts";
import { parse, sql } from "../../../runtime/index.ts";
import { overlapProtocol, type OverlapCollaborators } from "./diagrams/overlap.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

const hour = 3_600_000;

/** Does what the diagram says, with this before it answers. */
const component = (before: (given: OverlapCollaborators, x: string) => unknown) => ({
  A: (given: OverlapCollaborators) => ({
    async go(input: unknown): Promise<void> {
      const x = parse(z.string(), input, "x");
      const saved = given.db.query(sql`UPDATE t SET a = 1 WHERE id = ${x}`);
      await given.r.del(`k:${x}`);
      await saved;
      await before(given, x);
    },
  }),
});

const again = (given: OverlapCollaborators, x: string) => void given.r.del(`k:${x}`);

const afterTurns = (turns: number, work: () => void): void => {
  if (turns === 0) work();
  else setImmediate(() => afterTurns(turns - 1, work));
};

test.each<[string, (given: OverlapCollaborators, x: string) => void]>([
  ["an hour", (given, x) => void setTimeout(() => again(given, x), hour)],
  ["a day, by timers/promises", (given, x) => void sleep(24 * hour).then(() => again(given, x))],
  ["a minute, by scheduler.wait", (given, x) => void scheduler.wait(60_000).then(() => again(given, x))],
  ["seven turns of the event loop", (given, x) => afterTurns(7, () => again(given, x))],
  ["reading a file", (given, x) => void readFile("package.json").then(() => again(given, x))],
  [
    "a file and an hour",
    (given, x) =>
      void readFile("package.json")
        .then(() => sleep(hour))
        .then(() => again(given, x)),
  ],
])("a second call is seen, even after %s", async (_, late) => {
  await withRuns(5, async () => {
    const first = await verdicts(overlapProtocol, component(late), "A");
    expect(first.order).toContain("was called again, although the diagram has it only once here.");
    expect(await verdicts(overlapProtocol, component(late), "A", "order")).toEqual({ order: first.order });
  });
});

test.each<[string, () => unknown]>([
  ["sleeps for an hour", () => sleep(hour)],
  ["polls every minute for an hour", () => polls(60_000, 60)],
  ["leaves a heartbeat behind", () => void setInterval(() => undefined, 1_000)],
  ["hashes", () => promisify(pbkdf2)("secret", "salt", 50_000, 32, "sha256")],
  [
    "gives itself a limit of time",
    () => sleep(hour, undefined, { signal: AbortSignal.timeout(10) }).catch(() => undefined),
  ],
])("a component is right that %s", async (_, before) => {
  await withRuns(3, async () => {
    expect(await verdicts(overlapProtocol, component(before), "A")).toEqual({});
  });
});

async function polls(everyMs: number, times: number): Promise<void> {
  const start = Date.now();
  for (let count = 0; count < times; count += 1) await sleep(everyMs);
  if (Date.now() - start !== everyMs * times) throw new Error("the clock did not go on");
}

test("a component that waits for ever is told apart from one that takes its time", async () => {
  const never = component(() => new Promise(() => undefined));
  const one = contract({
    system: { protocol: overlapProtocol, components: never },
    handlers: import.meta.url,
    patienceMs: 50,
  });
  await expect(one.check("order", "A")).rejects.toThrow(/go\(\) of Account never ended/);
});

test("timers ring in the order in which they are due, each at its moment", async () => {
  const heard: string[] = [];
  const hear = (what: string) => heard.push(`${what} at ${Date.now() - start}`);
  using time = new VirtualTime();
  const start = Date.now();
  const interval = setInterval(hear, 20, "interval");
  setTimeout(hear, 30, "later");
  setTimeout(hear, 0, "at once");
  clearTimeout(setTimeout(hear, 5, "never"));
  clearTimeout(Number(setTimeout(hear, 5, "never, by its number")));
  setTimeout(hear, 10, "put off").refresh();
  for (let count = 0; count < 5; count += 1) time.advance();
  clearInterval(interval);
  expect(time.advance()).toBe(false);
  expect(heard).toEqual(["at once at 1", "put off at 10", "interval at 20", "later at 30", "interval at 40"]);
});

test("afterwards, time is real again", async () => {
  const inUse = (): readonly unknown[] => [
    setTimeout,
    clearTimeout,
    Date,
    Reflect.get(AbortSignal, "timeout"),
  ];
  const before = inUse();
  {
    using _time = new VirtualTime();
    expect(inUse().filter((one) => before.includes(one))).toEqual([]);
  }
  expect(inUse()).toEqual(before);
  const start = performance.now();
  await sleep(20);
  expect(performance.now() - start).toBeGreaterThan(15);
});
