import { expect, test } from "vitest";
import { deriveProtocols } from "../../../generator/protocol/derive-protocols.ts";
import type { Transition } from "../../../generator/protocol/model.ts";
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

/** `start: x > after x`: a line for each state, with where its transitions lead. */
function statesOfB(drawn: readonly Draft[]): readonly string[] {
  const found = deriveProtocols(diagram(drawn, { resources: ["R"] })).value.find(
    ({ component }) => component === "B",
  );
  return [...(found?.automaton.states ?? [])].map(
    ([state, transitions]) =>
      `${state}: ${transitions.map((transition) => `${label(transition)} > ${transition.to}`).join(", ")}`,
  );
}

function label(transition: Transition): string {
  switch (transition.kind) {
    case "step":
      return transition.step.replace(/^.*: /, "");
    case "choose":
      return `#${transition.branch}`;
    case "repeat":
      return "again";
    case "leave":
      return "leave";
  }
}

const x = call("B", "R", "x");
const y = call("B", "R", "y");
const z = call("B", "R", "z");

const cases: readonly (readonly [title: string, drawn: readonly Draft[], expected: readonly string[]])[] = [
  ["steps", [x, y], ["start: x > after sending x", "after sending x: y > end", "end: "]],
  [
    "alt",
    [x, alt(["p", y], ["q", z])],
    ["start: x > at alt p", "at alt p: #0 > in p, #1 > in q", "in p: y > end", "end: ", "in q: z > end"],
  ],
  [
    "opt with something after it",
    [opt("p", x), y],
    ["at opt p: #0 > in p, #1 > after opt p", "in p: x > after opt p", "after opt p: y > end", "end: "],
  ],
  [
    "loop",
    [x, loop("more", y), z],
    [
      "start: x > at loop more",
      "at loop more: again > in loop more, leave > after loop more",
      "in loop more: y > at loop more",
      "after loop more: z > end",
      "end: ",
    ],
  ],
  [
    "break out of a loop",
    [loop("more", x, breaks("failed", y), z)],
    [
      "at loop more: again > in loop more, leave > end",
      "in loop more: x > at break failed",
      "at break failed: #0 > in failed, #1 > after break failed",
      "in failed: y > end",
      "end: ",
      "after break failed: z > at loop more",
    ],
  ],
  [
    "break out of the diagram",
    [breaks("failed", x), y],
    [
      "at break failed: #0 > in failed, #1 > after break failed",
      "in failed: x > end",
      "end: ",
      "after break failed: y > end",
    ],
  ],
  [
    "par",
    [par(["left", x], ["right", y]), z],
    [
      "at par left: x > left done ∥ before right, y > before left ∥ right done",
      "left done ∥ before right: y > after par left",
      "after par left: z > end",
      "end: ",
      "before left ∥ right done: x > after par left",
    ],
  ],
  [
    "steps with the same text",
    [
      call("A", "B", "x"),
      call("B", "C", "x"),
      reply("C", "B", "ok"),
      call("B", "D", "x"),
      reply("D", "B", "ok"),
      opt("p", call("B", "D", "x"), call("B", "D", "x"), z),
      z,
    ],
    [
      "start: x > after receiving x",
      "after receiving x: x > after sending x",
      "after sending x: ok > after answer ok",
      "after answer ok: x > after sending x to D",
      "after sending x to D: ok > at opt p",
      "at opt p: #0 > in p, #1 > after opt p",
      "in p: x #2 > after sending x to D in p",
      "after sending x to D in p: x #3 > after sending x to D in p #2",
      "after sending x to D in p #2: z > after opt p",
      "after opt p: z #2 > end",
      "end: ",
    ],
  ],
];

test.each(cases)("builds an automaton of %s", (_, drawn, expected) => {
  expect(statesOfB(drawn)).toEqual(expected);
});

test("a par with something in one branch only is no par", () => {
  expect(statesOfB([par(["left", x], ["right", call("A", "C", "n")])])).toEqual(["start: x > end", "end: "]);
});
