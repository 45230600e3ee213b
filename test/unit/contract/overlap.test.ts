import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { contract } from "../../../runtime/contract/index.ts";
import { parse, sql } from "../../../runtime/index.ts";
import { overlapProtocol, type OverlapCollaborators } from "./diagrams/overlap.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

type Go = (given: OverlapCollaborators, x: string) => Promise<void>;

const component = (go: Go) => ({
  A: (given: OverlapCollaborators) => ({ go: async (x: unknown) => go(given, parse(z.string(), x, "x")) }),
});

const save = ({ db }: OverlapCollaborators, x: string): Promise<unknown> =>
  db.query(sql`UPDATE t SET a = 1 WHERE id = ${x}`);

test.each<[string, Go]>([
  [
    "starts both calls and waits for both",
    async (given, x) => {
      await Promise.all([save(given, x), given.r.del(`k:${x}`)]);
    },
  ],
  [
    "starts the first call and waits for it last",
    async (given, x) => {
      const saved = save(given, x);
      await given.r.del(`k:${x}`);
      await saved;
    },
  ],
  [
    "takes its time between the calls",
    async (given, x) => {
      const saved = save(given, x);
      await setTimeout(20);
      await given.r.del(`k:${x}`);
      await saved;
    },
  ],
])("of two calls that overlap, a component is right that %s", async (_, go) => {
  await withRuns(10, async () => {
    expect(await verdicts(overlapProtocol, component(go), "A")).toEqual({});
    expect(await verdicts(overlapProtocol, component(go))).toEqual({});
  });
});

test("fatal fault catches a component that loses the error of a call which overlaps another", async () => {
  const go: Go = async (given, x) => {
    const saved = save(given, x).catch(() => undefined);
    await given.r.del(`k:${x}`);
    await saved;
  };
  expect(await verdicts(overlapProtocol, component(go), "A")).toEqual({
    "transient-fault": expect.stringContaining("failed with an error that may pass") as string,
    "fatal-fault": expect.stringMatching(
      /line 7 .* failed with a fatal error, but go\(\) went well/,
    ) as string,
  });
});

test("a component that never makes the second of two calls is reported once patience runs out", async () => {
  const one = contract({
    system: {
      protocol: overlapProtocol,
      components: component(async (given, x) => {
        await save(given, x);
        await given.r.del(`k:${x}`);
      }),
    },
    handlers: import.meta.url,
    patienceMs: 50,
  });
  await expect(one.check("order", "A")).rejects.toThrow(
    /go\(\) of Account never ended; line 8 .* should have come next/,
  );
});

test("a component that crashes is reported with the line in its own folder", async () => {
  const crash = (): never => {
    throw new RangeError("too far");
  };
  const one = contract({
    system: { protocol: overlapProtocol, components: component(async () => crash()) },
    handlers: import.meta.url,
  });
  await expect(one.check("order", "A")).rejects.toThrow(
    /go\(\) of Account failed with RangeError\("too far"\)[^]*\n {2}thrown {3}test\/unit\/contract\/overlap\.test\.ts:\d+\n/,
  );
});
