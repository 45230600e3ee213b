import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  parse,
  type BranchPath,
  type DiagramProtocol,
  type DrawnStep,
  type Fragment,
  type Ordering,
} from "../../../runtime/index.ts";
import { ordering } from "./diagrams/ordering.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

type Collaborators = Readonly<
  Record<"left" | "right", Readonly<Record<string, (value: string) => Promise<string>>>>
>;

const Text = z.string().min(1);

const step = (
  id: string,
  line: number,
  to: string,
  within: BranchPath,
  path = "value",
): Record<string, DrawnStep> => ({
  [id]: {
    kind: "call",
    line,
    text: `${id}(value)`,
    from: "Hub",
    to,
    within,
    method: id,
    args: [{ name: "value", value: { kind: "from", path } }],
    waits: true,
    readOnly: false,
    decides: [],
  },
  [`${id}Done`]: {
    kind: "reply",
    line: line + 1,
    text: `${id} done`,
    from: to,
    to: "Hub",
    within,
    answers: id,
    outcome: {
      kind: "returns",
      as: `${id}Result`,
      value: { kind: "free", name: `${id}Result` },
      type: z.string(),
      encoding: "value",
    },
    decides: [],
  },
});

const hub = (
  fragments: Readonly<Record<string, Fragment>>,
  steps: DiagramProtocol["steps"],
  order: Ordering,
): DiagramProtocol => ({
  name: "hub",
  source: "diagrams/hub.puml",
  participants: {
    Caller: { role: "initiator", label: "Caller", line: 1 },
    Hub: {
      role: "component",
      label: "Hub",
      line: 2,
      class: "Hub",
      handler: "hub.handler.ts",
      collaborators: { left: "Left", right: "Right" },
      background: false,
    },
    Left: { role: "resource", label: "Left", line: 3, kind: "other" },
    Right: { role: "resource", label: "Right", line: 4, kind: "other" },
  },
  steps: {
    go: {
      kind: "call",
      line: 10,
      text: "go(value)",
      from: "Caller",
      to: "Hub",
      within: [],
      method: "go",
      args: [{ name: "value", value: { kind: "free", name: "value" }, type: Text }],
      waits: true,
      readOnly: false,
      decides: [],
    },
    ...steps,
    gone: {
      kind: "reply",
      line: 90,
      text: "done",
      from: "Hub",
      to: "Caller",
      within: [],
      answers: "go",
      outcome: { kind: "nothing" },
      decides: [],
    },
  },
  fragments,
  orderings: { Hub: order },
  policies: [],
});

abstract class HubBase {
  protected readonly left: Collaborators["left"];
  protected readonly right: Collaborators["right"];

  constructor({ left, right }: Collaborators) {
    this.left = left;
    this.right = right;
  }

  async go(value: string): Promise<void> {
    parse(Text, value, "value");
    await this.work(value);
  }

  protected abstract work(value: string): Promise<unknown>;
}

const hubOf = (
  work: (
    this: HubBase & Questions,
    left: Collaborators["left"],
    right: Collaborators["right"],
    value: string,
  ) => Promise<unknown>,
) => ({
  Hub: (given: Collaborators) =>
    new (class extends HubBase implements Questions {
      protected override work(value: string): Promise<unknown> {
        return work.call(this, this.left, this.right, value);
      }
      async isWanted(): Promise<boolean> {
        return false;
      }
      isOver(): boolean {
        return false;
      }
      async hasMore(): Promise<boolean> {
        return false;
      }
      async eachTag(): Promise<readonly string[]> {
        return [];
      }
    })(given),
});

interface Questions {
  isWanted(): Promise<boolean>;
  isOver(): boolean;
  hasMore(): Promise<boolean>;
  eachTag(): Promise<readonly string[]>;
}

const yesNo = (method: string) => [{ component: "Hub", method, answers: "yes-no" }] as const;

// par: both at once, answered in either order.
const both: Fragment = {
  operator: "par",
  line: 20,
  within: [],
  branches: [
    { guard: "", line: 20, decisions: [] },
    { guard: "", line: 30, decisions: [] },
  ],
};
const parallel = hub(
  { "par both": both },
  { ...step("a", 21, "Left", [["par both", 0]]), ...step("b", 31, "Right", [["par both", 1]]) },
  ordering(
    "go",
    {
      "par both": [
        ["a", "aDone"],
        ["b", "bDone"],
      ],
    },
    "gone",
  ),
);

test("par allows both orders, and one after the other", async () => {
  await withRuns(1_000, async () => {
    const atOnce = hubOf((left, right, value) => Promise.all([left["a"]?.(value), right["b"]?.(value)]));
    const inTurn = hubOf(async (left, right, value) => [await right["b"]?.(value), await left["a"]?.(value)]);
    expect(await verdicts(parallel, atOnce, "Hub")).toEqual({});
    expect(await verdicts(parallel, inTurn, "Hub")).toEqual({});
  });
});

test("order catches a component that leaves out a branch of par, or does not wait for the slower one", async () => {
  const half = hubOf(async (left, _, value) => left["a"]?.(value));
  const hasty = hubOf((left, right, value) => Promise.race([left["a"]?.(value), right["b"]?.(value)]));
  expect((await verdicts(parallel, half, "Hub")).order).toMatch(
    /line 90 \(done\) was answered although line 31/,
  );
  expect((await verdicts(parallel, hasty, "Hub")).order).toMatch(
    /line 90 \(done\) was answered although line (22|32)/,
  );
});

const maybe: Fragment = {
  operator: "opt",
  line: 20,
  within: [],
  branches: [
    { guard: "wanted", line: 20, decisions: yesNo("isWanted") },
    { guard: "", line: 25, decisions: [] },
  ],
};
const optional = hub(
  { maybe },
  step("a", 21, "Left", [["maybe", 0]]),
  ordering("go", { maybe: [["a", "aDone"], []] }, "gone"),
);

test("opt follows what the component's decision says", async () => {
  const right = hubOf(async function (left, _, value) {
    if (await this.isWanted()) await left["a"]?.(value);
  });
  await withRuns(1_000, async () => expect(await verdicts(optional, right, "Hub")).toEqual({}));
  const opposite = hubOf(async function (left, _, value) {
    if (!(await this.isWanted())) await left["a"]?.(value);
  });
  expect((await verdicts(optional, opposite, "Hub")).order).toMatch(/although line 21|belongs to a branch/);
});

test("coverage catches a handler that never takes a branch, and nobody was asked", async () => {
  const never = hubOf(async () => undefined);
  const found = await verdicts(optional, never, "Hub");
  expect(Object.keys(found)).toEqual(["coverage", "decisions"]);
  expect(found.coverage).toMatch(/line 21 Hub -> Left {2}a\(value\) {2}never happened/);
  expect(found.coverage).toMatch(/line 20 opt branch "wanted" {2}never taken/);
});

const stop: Fragment = {
  operator: "break",
  line: 30,
  within: [["loop", 0]],
  branches: [
    { guard: "over", line: 30, decisions: yesNo("isOver") },
    { guard: "", line: 35, decisions: [] },
  ],
};
const rounds: Fragment = {
  operator: "loop",
  line: 20,
  within: [],
  branches: [{ guard: "more", line: 20, decisions: yesNo("hasMore") }],
};
const order = ordering("go", { loop: [["a", "aDone", { "break stop": [["b", "bDone"], []] }]] }, "gone");
const looping = hub(
  { loop: rounds, "break stop": stop },
  {
    ...step("a", 21, "Left", [["loop", 0]]),
    ...step("b", 31, "Right", [
      ["loop", 0],
      ["break stop", 0],
    ]),
  },
  order,
);

test("loop and break follow the component's decisions, asked with and without await", async () => {
  const right = hubOf(async function (left, other, value) {
    while (await this.hasMore()) {
      await left["a"]?.(value);
      if (this.isOver()) {
        await other["b"]?.(value);
        break;
      }
    }
  });
  await withRuns(1_000, async () => expect(await verdicts(looping, right, "Hub")).toEqual({}));
  const stubborn = hubOf(async function (left, _, value) {
    while (await this.hasMore()) {
      await left["a"]?.(value);
      this.isOver();
    }
  });
  expect((await verdicts(looping, stubborn, "Hub")).order).toMatch(/although line 31|belongs to a branch/);
});

test("a component that waits for what never comes is reported, not waited for", async () => {
  const stuck = hubOf(() => new Promise(() => undefined));
  const found = await verdicts(optional, stuck, "Hub");
  expect(found.order).toMatch(/go\(\) of Hub never ended/);
  expect(new Set(Object.keys(found))).toEqual(
    new Set([
      "coverage",
      "decisions",
      "fatal-fault",
      "interleaving",
      "late-answer",
      "order",
      "transient-fault",
    ]),
  );
}, 600_000);

test("a component may take its own time", async () => {
  const slow = hubOf(async function (left, _, value) {
    await setTimeout(3);
    if (await this.isWanted()) await left["a"]?.(value);
    await setTimeout(3);
  });
  expect(await verdicts(optional, slow, "Hub")).toEqual({});
});

test("hostile values cannot break a report", async () => {
  const shouting = hubOf(async (left, _, value) => {
    await left["a\u2028\u001b[31m`"]?.(`${value}\u0000\u202e${"x".repeat(9_000)}`);
  });
  const { order: report } = await verdicts(optional, shouting, "Hub");
  expect(report).toMatch(/not in the diagram/);
  expect(report).not.toMatch(/[\u2028\u001b\u0000\u202e]/u);
  expect(report?.length).toBeLessThan(3_000);
});

const each: Fragment = {
  operator: "loop",
  line: 20,
  within: [],
  item: "tag",
  branches: [
    {
      guard: "for each tag in tags",
      line: 20,
      decisions: [{ component: "Hub", method: "eachTag", answers: "items", type: Text }],
    },
  ],
};
const tagging = hub(
  { "loop tags": each },
  {
    ...step("a", 21, "Left", [["loop tags", 0]], "tag"),
    ...step("b", 23, "Right", [["loop tags", 0]], "tag"),
  },
  ordering("go", { "loop tags": [["a", "aDone", "b", "bDone"]] }, "gone"),
);

test("what a loop goes through is known in each of its rounds", async () => {
  const right = hubOf(async function (left, right) {
    for (const tag of await this.eachTag()) {
      await left["a"]?.(tag);
      await right["b"]?.(tag);
    }
  });
  await withRuns(1_000, async () => expect(await verdicts(tagging, right, "Hub")).toEqual({}));
});

test("order catches a loop that goes through something else, or the other way round", async () => {
  const first = hubOf(async function (left, right) {
    const tags = await this.eachTag();
    for (const tag of tags) {
      await left["a"]?.(tag);
      await right["b"]?.(tags[0] ?? tag);
    }
  });
  const backwards = hubOf(async function (left, right) {
    for (const tag of [...(await this.eachTag())].reverse()) {
      await left["a"]?.(tag);
      await right["b"]?.(tag);
    }
  });
  expect((await verdicts(tagging, first, "Hub")).order).toMatch(/line 23 \(b\(value\)\)/);
  expect((await verdicts(tagging, backwards, "Hub")).order).toMatch(/line 21 \(a\(value\)\)/);
});

test("a component that finds out by itself what to go through is held to one value in each round", async () => {
  const own = hubOf(async function (left, right, value) {
    for (const tag of [value, `${value}2`]) {
      await left["a"]?.(tag);
      await right["b"]?.(tag);
    }
  });
  const mixed = hubOf(async function (left, right, value) {
    await left["a"]?.(value);
    await right["b"]?.(`${value}2`);
  });
  expect((await verdicts(tagging, own, "Hub")).order).toBeUndefined();
  expect((await verdicts(tagging, mixed, "Hub")).order).toMatch(/line 23 \(b\(value\)\)/);
});
