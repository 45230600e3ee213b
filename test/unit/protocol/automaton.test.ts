import { expect, test } from "vitest";
import { deriveProtocols } from "../../../generator/protocol/derive-protocols.ts";
import type { Transition } from "../../../runtime/model/index.ts";
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
  if ("step" in transition) return transition.step.replace(/^.*: /, "");
  if ("choose" in transition) return `#${transition.branch}`;
  return "repeat" in transition ? "again" : "leave";
}

const x = call("B", "R", "x");
const y = call("B", "R", "y");
const z = call("B", "R", "z");

const cases: readonly (readonly [title: string, drawn: readonly Draft[], expected: readonly string[]])[] = [
  ["steps", [x, y], ["start: x > after B -> R: x", "after B -> R: x: y > end", "end: "]],
  [
    "alt",
    [x, alt(["p", y], ["q", z])],
    [
      "start: x > at alt p",
      "at alt p: #0 > in branch 0 of alt p, #1 > in branch 1 of alt p",
      "in branch 0 of alt p: y > end",
      "end: ",
      "in branch 1 of alt p: z > end",
    ],
  ],
  [
    "opt with something after it",
    [opt("p", x), y],
    [
      "at opt p: #0 > in branch 0 of opt p, #1 > past opt p",
      "in branch 0 of opt p: x > past opt p",
      "past opt p: y > end",
      "end: ",
    ],
  ],
  [
    "loop",
    [x, loop("more", y), z],
    [
      "start: x > at loop more",
      "at loop more: again > in branch 0 of loop more, leave > past loop more",
      "in branch 0 of loop more: y > at loop more",
      "past loop more: z > end",
      "end: ",
    ],
  ],
  [
    "break out of a loop",
    [loop("more", x, breaks("failed", y), z)],
    [
      "at loop more: again > in branch 0 of loop more, leave > end",
      "in branch 0 of loop more: x > at break failed",
      "at break failed: #0 > in branch 0 of break failed, #1 > past break failed",
      "in branch 0 of break failed: y > end",
      "end: ",
      "past break failed: z > at loop more",
    ],
  ],
  [
    "break out of the diagram",
    [breaks("failed", x), y],
    [
      "at break failed: #0 > in branch 0 of break failed, #1 > past break failed",
      "in branch 0 of break failed: x > end",
      "end: ",
      "past break failed: y > end",
    ],
  ],
  [
    "par",
    [par(["left", x], ["right", y]), z],
    [
      'at par left: x > both ["done with branch 0 of par left","before branch 1 of par left"], y > both ["before branch 0 of par left","done with branch 1 of par left"]',
      'both ["done with branch 0 of par left","before branch 1 of par left"]: y > past par left',
      "past par left: z > end",
      "end: ",
      'both ["before branch 0 of par left","done with branch 1 of par left"]: x > past par left',
    ],
  ],
  [
    "steps with the same text",
    [call("A", "B", "x"), call("B", "C", "x"), reply("C", "B", "ok"), opt("p", call("B", "C", "x"), z), z],
    [
      "start: x > after A -> B: x",
      "after A -> B: x: x > after B -> C: x",
      "after B -> C: x: ok > at opt p",
      "at opt p: #0 > in branch 0 of opt p, #1 > past opt p",
      "in branch 0 of opt p: x #2 > after B -> C: x #2",
      "after B -> C: x #2: z > past opt p",
      "past opt p: z #2 > end",
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
