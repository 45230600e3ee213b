import { expect, test } from "vitest";
import type { Fragment } from "../../../generator/ir/model/diagram-model.ts";
import { deriveProtocols } from "../../../generator/protocol/derive-protocols.ts";
import { positionAt } from "../../../generator/source/source-file.ts";
import {
  alt,
  breaks,
  call,
  diagram,
  loop,
  opt,
  par,
  reply,
  type Draft,
} from "../../support/model-builder.ts";

/** `unknown-branch:4` for each diagnostic: its code and line. */
function problems(drawn: readonly Draft[]): readonly string[] {
  const model = diagram(drawn, { initiators: ["A"], resources: ["R"] });
  return deriveProtocols(model).diagnostics.map(
    ({ code, span }) => `${code.replace("protocol/", "")}:${positionAt(model.source, span.start).line}`,
  );
}

const async = { waits: false };

const cases: readonly (readonly [title: string, drawn: readonly Draft[], expected: readonly string[]])[] = [
  [
    "a chooser and those whom it tells",
    [alt(["p", call("B", "C", "x"), call("C", "R", "r")], ["q", call("B", "C", "y")])],
    [],
  ],
  [
    "branches begun by different participants",
    [alt(["p", call("B", "R", "x")], ["q", call("C", "R", "y")])],
    ["several-choosers:1"],
  ],
  [
    "branches begun by participants who both know",
    [
      call("A", "B", "e", { decides: [{ fragment: "alt t = 1", name: "t", field: "e.t" }] }),
      call("A", "C", "e", { decides: [{ fragment: "alt t = 1", name: "t", field: "e.t" }] }),
      alt(["t = 1", call("B", "R", "x")], ["else", call("C", "R", "y")]),
    ],
    [],
  ],
  [
    "a component that nobody tells the branch",
    [alt(["p", call("B", "R", "x"), call("C", "R", "y")], ["q", call("B", "R", "z"), call("C", "R", "w")])],
    ["unknown-branch:3"],
  ],
  [
    "a component that may or may not be called before it goes on",
    [call("A", "B", "start"), opt("p", call("A", "B", "x")), call("B", "R", "y")],
    ["unknown-branch:5"],
  ],
  [
    "branches that begin with the same message",
    [
      alt(
        ["p", call("A", "B", "x", async), call("B", "R", "y")],
        ["q", call("A", "B", "x", async), call("B", "R", "z")],
      ),
    ],
    ["same-first-message:5"],
  ],
  [
    "an opt that begins like what follows it",
    [
      opt("p", call("A", "B", "x", async), call("B", "R", "y")),
      call("A", "B", "x", async),
      call("B", "R", "z"),
    ],
    ["same-message-after:5"],
  ],
  [
    "the same message with the same reaction",
    [
      opt("p", call("A", "B", "x"), call("B", "R", "y"), reply("B", "A", "ok")),
      call("A", "B", "x"),
      call("B", "R", "y"),
      reply("B", "A", "ok"),
    ],
    [],
  ],
  [
    "one who only listens to the same message",
    [
      alt(
        ["p", call("A", "B", "x", async), call("A", "R", "y")],
        ["q", call("A", "B", "x", async), call("A", "B", "z")],
      ),
    ],
    [],
  ],
  [
    "a loop whose end goes unnoticed",
    [call("A", "B", "start"), loop("more", call("A", "B", "x", async)), call("B", "R", "done")],
    ["unknown-loop-end:5"],
  ],
  [
    "a loop whose end is a message",
    [loop("more", call("A", "B", "x", async)), call("A", "B", "end"), call("B", "R", "done")],
    [],
  ],
  [
    "rounds that a component cannot count",
    [loop("more", call("B", "R", "x"), call("C", "R", "y"))],
    ["unknown-round:3"],
  ],
  [
    "an answer in one branch, with work after it",
    [
      call("A", "B", "ask"),
      opt("cached", reply("B", "A", "hit")),
      call("B", "R", "load"),
      reply("B", "A", "row"),
    ],
    ["steps-after-answer:3"],
  ],
  [
    "an answer in every branch, with work after it",
    [
      call("A", "B", "ask"),
      alt(["p", reply("B", "A", "yes")], ["q", reply("B", "A", "no")]),
      call("B", "R", "log"),
    ],
    [],
  ],
  [
    "an answer that breaks off",
    [
      call("A", "B", "ask"),
      breaks("cached", reply("B", "A", "hit")),
      call("B", "R", "load"),
      reply("B", "A", "row"),
    ],
    [],
  ],
  [
    "an answer that breaks off in a branch",
    [
      call("A", "B", "ask"),
      loop(
        "more",
        alt(["gone", breaks("for good", reply("B", "A", "no"))], ["slow", call("B", "R", "hurry")]),
      ),
      call("B", "R", "load"),
    ],
    [],
  ],
  [
    "an answer in one branch, and a new request after it",
    [call("A", "B", "ask"), opt("cached", reply("B", "A", "hit")), call("A", "B", "again")],
    [],
  ],
  [
    "an answer in one branch of what goes on in the background",
    [
      call("A", "B", "ask"),
      call("B", "B", "spawn", { background: true }),
      opt("quick", reply("B", "A", "hit")),
      call("B", "R", "load"),
    ],
    [],
  ],
  [
    "more interleavings than anyone can review",
    [par(...[1, 2, 3, 4, 5].map((n) => ["", ...many(n, 8)] as const))],
    ["too-many-interleavings:1"],
  ],
  ["many steps in a row", many(0, 3000), []],
];

function many(branch: number, count: number): readonly Draft[] {
  return Array.from({ length: count }, (_, index) => call("B", "R", `b${branch} s${index}`));
}

test.each(cases)("judges %s", (_, drawn, expected) => {
  expect(problems(drawn)).toEqual(expected);
});

test("a problem speaks of the diagram's own texts and shows where", () => {
  const model = diagram([
    alt(
      ["in stock", call("Shop", "Store", "reserve"), call("Billing", "Bank", "charge")],
      ["else", call("Shop", "Store", "order"), call("Billing", "Bank", "wait")],
    ),
  ]);
  const [problem] = deriveProtocols(model).diagnostics;
  expect(problem?.message).toBe(
    '"Billing" does "charge" in one branch of "alt in stock" and something else in another, but nothing that it has seen by then tells it which was taken.',
  );
  expect(
    problem?.related.map(
      ({ message, span }) => `${message}: ${model.source.text.slice(span.start, span.end)}`,
    ),
  ).toEqual(["the fragment: alt in stock"]);
});

test("fragments nested beyond reading are an error, not a crash", () => {
  const model = diagram([opt("level 0", call("B", "R", "x"))]);
  const [opting] = model.fragments;
  if (opting === undefined) throw new Error("the builder lost a fragment");
  const levels = Array.from({ length: 100_000 }, (_, level): Fragment => ({
    ...opting,
    id: `level ${level}`,
    branches: opting.branches.map((branch) => ({
      ...branch,
      body: [{ kind: "fragment", fragment: `level ${level + 1}` }],
    })),
  }));
  const { diagnostics } = deriveProtocols({
    ...model,
    fragments: levels,
    body: [{ kind: "fragment", fragment: "level 0" }],
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(["protocol/nested-too-deeply"]);
});

test("a model that contradicts itself is read as far as it makes sense", () => {
  const model = diagram([opt("p", call("B", "R", "x"))], { resources: ["R"] });
  const [fragment] = model.fragments;
  if (fragment === undefined) throw new Error("the builder lost a fragment");
  const inItself = fragment.branches.map((branch) => ({ ...branch, body: [...branch.body, ...model.body] }));
  const body = [...model.body, ...model.body, { kind: "step" as const, step: "nobody" }];
  const { value } = deriveProtocols({ ...model, fragments: [{ ...fragment, branches: inItself }], body });
  expect(value.map(({ automaton }) => automaton.states.length)).toEqual([3]);
});
