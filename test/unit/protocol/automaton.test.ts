import type { Transition } from "seqwright-runtime/model";
import { expect, test } from "vitest";
import { deriveProtocols } from "../../../generator/protocol/derive-protocols.ts";
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
  return (found?.automaton.states ?? []).map(
    (transitions, state) =>
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
  ["steps", [x, y], ["0: x > 1", "1: y > 2", "2: "]],
  ["alt", [x, alt(["p", y], ["q", z])], ["0: x > 1", "1: #0 > 2, #1 > 4", "2: y > 3", "3: ", "4: z > 3"]],
  ["opt with something after it", [opt("p", x), y], ["0: #0 > 1, #1 > 2", "1: x > 2", "2: y > 3", "3: "]],
  ["loop", [x, loop("more", y), z], ["0: x > 1", "1: again > 2, leave > 3", "2: y > 1", "3: z > 4", "4: "]],
  [
    "break out of a loop",
    [loop("more", x, breaks("failed", y), z)],
    ["0: again > 1, leave > 4", "1: x > 2", "2: #0 > 3, #1 > 5", "3: y > 4", "4: ", "5: z > 0"],
  ],
  [
    "break out of a loop, from a branch in a branch",
    [loop("more", alt(["p", opt("q", breaks("failed", x), y)], ["r", y])), z],
    [
      "0: again > 1, leave > 5",
      "1: #0 > 2, #1 > 8",
      "2: #0 > 3, #1 > 0",
      "3: #0 > 4, #1 > 7",
      "4: x > 5",
      "5: z > 6",
      "6: ",
      "7: y > 0",
      "8: y #2 > 0",
    ],
  ],
  [
    "break out of loops with an answer, up to where the call is answered once more",
    [
      call("A", "B", "ask"),
      loop("more", loop("most", alt(["p", breaks("failed", reply("B", "A", "no"))], ["q", x])), y),
      opt("r", z),
      reply("B", "A", "ok"),
      call("A", "B", "n"),
    ],
    [
      "0: ask > 1",
      "1: again > 2, leave > 10",
      "2: again > 3, leave > 9",
      "3: #0 > 4, #1 > 8",
      "4: #0 > 5, #1 > 2",
      "5: no > 6",
      "6: n > 7",
      "7: ",
      "8: x > 2",
      "9: y > 1",
      "10: #0 > 11, #1 > 12",
      "11: z > 12",
      "12: ok > 6",
    ],
  ],
  [
    "break out of the diagram",
    [breaks("failed", x), y],
    ["0: #0 > 1, #1 > 3", "1: x > 2", "2: ", "3: y > 2"],
  ],
  [
    "par",
    [par(["left", x], ["right", y]), z],
    ["0: x > 1, y > 4", "1: y > 2", "2: z > 3", "3: ", "4: x > 2"],
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
      "0: x > 1",
      "1: x > 2",
      "2: ok > 3",
      "3: x > 4",
      "4: ok > 5",
      "5: #0 > 6, #1 > 9",
      "6: x #2 > 7",
      "7: x #3 > 8",
      "8: z > 9",
      "9: z #2 > 10",
      "10: ",
    ],
  ],
];

test.each(cases)("builds an automaton of %s", (_, drawn, expected) => {
  expect(statesOfB(drawn)).toEqual(expected);
});

test("a par with something in one branch only is no par", () => {
  expect(statesOfB([par(["left", x], ["right", call("A", "C", "n")])])).toEqual(["0: x > 1", "1: "]);
});
