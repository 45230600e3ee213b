import { expect, test } from "vitest";
import type { Behaviour, Guidance } from "../../../generator/protocol/model.ts";
import { deriveProtocols } from "../../../generator/protocol/derive-protocols.ts";
import { alt, breaks, call, diagram, loop, opt, reply, type Draft } from "../../support/model-builder.ts";

function knowledgeIn(behaviour: Behaviour): readonly Guidance[] {
  switch (behaviour.kind) {
    case "step":
      return [];
    case "sequence":
      return behaviour.items.flatMap(knowledgeIn);
    case "choice":
      return [behaviour.knowledge, ...behaviour.branches.flatMap(knowledgeIn)];
    case "loop":
      return [behaviour.knowledge, ...knowledgeIn(behaviour.body)];
    case "parallel":
      return behaviour.branches.flatMap(knowledgeIn);
  }
}

function knowledgeOfB(drawn: readonly Draft[]): readonly Guidance[] {
  const model = diagram(drawn, { initiators: ["A"], resources: ["R"] });
  const found = deriveProtocols(model).value.find(({ component }) => component === "B");
  return found === undefined ? [] : knowledgeIn(found.behaviour);
}

const get = call("B", "R", "get");
const byGet: Guidance = { kind: "reply", call: "B -> R: get" };
const decision = (...methods: readonly string[]): Guidance => ({
  kind: "decision",
  methods,
  answers: "yes-no",
});
const decides = (fragment: string, field: string) => ({
  decides: [{ fragment, name: field.split(".").at(-1) ?? field, field }],
});

const cases: readonly (readonly [title: string, drawn: readonly Draft[], expected: readonly Guidance[]])[] = [
  [
    "by different answers to one call",
    [get, alt(["hit", reply("R", "B", "row"), call("B", "R", "x")], ["miss", reply("R", "B", "null")])],
    [byGet],
  ],
  [
    "by answers through nested alts",
    [
      get,
      alt(
        ["p", alt(["q", reply("R", "B", "one")], ["r", reply("R", "B", "two")])],
        ["s", reply("R", "B", "three")],
      ),
    ],
    [byGet, byGet],
  ],
  [
    "by an answer that comes after an opt",
    [get, opt("failed", reply("R", "B", "error"), call("B", "B", "log")), reply("R", "B", "row")],
    [byGet],
  ],
  [
    "by an answer in one branch when the call returns without one in the other",
    [get, opt("found", reply("R", "B", "row"), call("B", "B", "use")), call("B", "R", "put")],
    [byGet],
  ],
  [
    "by an answer or a break",
    [get, breaks("failed", reply("R", "B", "error"), call("B", "B", "log")), reply("R", "B", "row")],
    [byGet],
  ],
  [
    "by which call it receives",
    [alt(["p", call("A", "B", "x")], ["q", call("A", "B", "y")])],
    [{ kind: "call" }],
  ],
  [
    "by a value that it was answered",
    [
      get,
      reply("R", "B", "job", decides("alt status = NEW", "status")),
      alt(["status = NEW", call("B", "R", "x")], ["else", call("B", "R", "y")]),
    ],
    [{ kind: "value", paths: ["job.status"] }],
  ],
  [
    "by a value that it was called with",
    [
      call("A", "B", "event", decides("alt type = NEW", "event.type")),
      alt(["type = NEW", call("B", "R", "x")], ["else", call("B", "R", "y")]),
    ],
    [{ kind: "value", paths: ["event.type"] }],
  ],
  [
    "by a value that it passed on",
    [
      call("B", "R", "save", {
        args: [{ name: "row", type: { kind: "json" }, value: { kind: "from", path: "order.item" } }],
        ...decides("alt kind = A", "row.kind"),
      }),
      alt(["kind = A", call("B", "R", "x")], ["else", call("B", "R", "y")]),
    ],
    [{ kind: "value", paths: ["order.item.kind"] }],
  ],
  [
    "not by a value that only one branch brought",
    [
      opt("look", get, reply("R", "B", "job", decides("alt status = NEW", "status"))),
      alt(["status = NEW", call("B", "R", "x")], ["else", call("B", "R", "y")]),
    ],
    [decision("look"), decision("statusIsNew")],
  ],
  [
    "by a decision for each branch but the last",
    [
      alt(
        ["is premium", call("B", "R", "x")],
        ["has coupon", call("B", "R", "y")],
        ["else", call("B", "R", "z")],
      ),
    ],
    [decision("isPremium", "hasCoupon")],
  ],
  [
    "by decisions whose names do not clash",
    [
      call("A", "B", "retry"),
      opt("retry", call("B", "R", "x")),
      opt("retry", call("B", "R", "y")),
      opt("check", call("B", "B", "check")),
    ],
    [decision("retry2"), decision("retry3"), decision("check2")],
  ],
  [
    "by the items of a loop",
    [loop("For each pending action", call("B", "R", "x"))],
    [{ kind: "decision", methods: ["eachPendingAction"], answers: "items" }],
  ],
  ["by a loop's condition", [loop("queue not empty", call("B", "R", "x"))], [decision("queueNotEmpty")]],
  [
    "a fixed number of rounds needs no decision",
    [loop("3 times", call("B", "R", "x"))],
    [{ kind: "irrelevant" }],
  ],
  ["by what begins a round", [loop("more", call("A", "B", "x"), reply("B", "A", "y"))], [{ kind: "call" }]],
  [
    "and need not where it does the same",
    [alt(["p", call("B", "R", "x")], ["q", call("A", "A", "a"), call("B", "R", "x")])],
    [{ kind: "irrelevant" }],
  ],
  [
    "and need not before something tells",
    [
      alt(
        ["p", call("A", "B", "hello"), call("A", "B", "x")],
        ["q", call("A", "B", "hello"), call("A", "B", "y")],
      ),
    ],
    [{ kind: "irrelevant" }],
  ],
];

test.each(cases)("a component knows its way %s", (_, drawn, expected) => {
  expect(knowledgeOfB(drawn)).toEqual(expected);
});
