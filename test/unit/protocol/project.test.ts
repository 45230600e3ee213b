import { expect, test } from "vitest";
import { drawing } from "../../../generator/protocol/drawing.ts";
import type { Behaviour } from "../../../generator/protocol/model.ts";
import { project } from "../../../generator/protocol/project.ts";
import {
  alt,
  breaks,
  call,
  critical,
  diagram,
  group,
  loop,
  opt,
  par,
  reply,
  type Draft,
} from "../../support/model-builder.ts";

const sides = {
  "receive-call": "?",
  "send-call": "!",
  self: "",
  "send-reply": "!!",
  "receive-reply": "??",
} as const;

/** `?ask alt(!a | ) loop(!b)`: what B does, on one line. */
function shown(behaviour: Behaviour): string {
  switch (behaviour.kind) {
    case "step":
      return `${sides[behaviour.side]}${behaviour.step.replace(/^.*: /, "")}`;
    case "sequence":
      return behaviour.items.map(shown).join(" ");
    case "choice":
      return `${behaviour.exits ? "break" : "alt"}(${behaviour.branches.map(shown).join(" | ")})`;
    case "loop":
      return `loop(${shown(behaviour.body)})`;
    case "parallel":
      return `par(${behaviour.branches.map(shown).join(" | ")})`;
  }
}

const cases: readonly (readonly [title: string, drawn: readonly Draft[], expected: string])[] = [
  [
    "every side of a step",
    [
      call("A", "B", "ask"),
      call("B", "B", "think"),
      call("B", "C", "get"),
      reply("C", "B", "got"),
      reply("B", "A", "done"),
    ],
    "?ask think !get ??got !!done",
  ],
  ["arrows of others", [call("A", "C", "x"), call("A", "B", "y"), call("C", "A", "z")], "?y"],
  [
    "a fragment in which it takes no part",
    [alt(["p", call("A", "C", "x")], ["q"]), call("A", "B", "y")],
    "?y",
  ],
  [
    "a branch in which it does nothing",
    [alt(["p", call("A", "B", "x")], ["q", call("A", "C", "y")])],
    "alt(?x | )",
  ],
  ["opt", [opt("p", call("A", "B", "x"))], "alt(?x | )"],
  [
    "groups and critical parts",
    [group("g", critical("c", call("A", "B", "x")), call("A", "B", "y"))],
    "?x ?y",
  ],
  ["loop", [loop("more", call("A", "B", "x"), call("A", "C", "y"))], "loop(?x)"],
  [
    "par",
    [par(["", call("A", "B", "x")], ["", call("A", "B", "y")], ["", call("A", "C", "z")])],
    "par(?x | ?y | )",
  ],
  ["par of which one branch concerns it", [par(["", call("A", "B", "x")], ["", call("A", "C", "y")])], "?x"],
  ["break", [breaks("p", call("A", "B", "x")), call("A", "B", "y")], "break(?x | ) ?y"],
  [
    "a break of others that skips its steps",
    [breaks("p", call("A", "C", "x")), call("A", "B", "y")],
    "break( | ) ?y",
  ],
  [
    "a break of others that skips nothing of its own",
    [call("A", "B", "y"), breaks("p", call("A", "C", "x"))],
    "?y",
  ],
  [
    "a break of others in a branch that skips its steps after the alt",
    [alt(["p", breaks("q", call("A", "C", "x"))], ["r", call("A", "B", "y")]), call("A", "B", "z")],
    "alt(break( | ) | ?y) ?z",
  ],
  [
    "a break of others in a branch of a break",
    [breaks("p", breaks("q", call("A", "C", "x")), call("A", "C", "y")), call("A", "B", "z")],
    "break( | ) ?z",
  ],
  [
    "a break in a branch of par, which ends only that branch",
    [
      par(["", opt("p", breaks("q", call("A", "C", "x"))), call("A", "B", "y")], ["", call("A", "C", "w")]),
      call("A", "B", "z"),
    ],
    "par(alt(break( | ) | ) ?y | ) ?z",
  ],
  [
    "a loop of others with an answer to what was asked before it",
    [
      call("B", "C", "ask"),
      loop(
        "more",
        call("C", "D", "x"),
        alt(["p", breaks("found", reply("C", "B", "row"))], ["q", call("C", "C", "y")]),
      ),
      reply("C", "B", "none"),
      call("B", "D", "z"),
    ],
    "!ask break(??row | ) ??none !z",
  ],
  [
    "a break that skips later rounds",
    [loop("more", call("A", "B", "y"), breaks("p", call("A", "C", "x")))],
    "loop(?y break( | ))",
  ],
];

test.each(cases)("projects %s", (_, drawn, expected) => {
  expect(shown(project(drawing(diagram(drawn)).drawing, "B"))).toBe(expected);
});
