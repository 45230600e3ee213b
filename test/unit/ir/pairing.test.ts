import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

test.each([
  ["the nearest open call is answered", "A -> B: x()\nB --> A: done", ["1 call", "2 answers 1"]],
  ["whichever way the arrow is drawn", "A -> B: x()\nA <-- B: done", ["1 call", "2 answers 1"]],
  [
    "inner calls are answered before outer ones",
    "A -> B: x()\nB -> C: y()\nC --> B: y\nB --> A: x",
    ["1 call", "2 call", "3 answers 2", "4 answers 1"],
  ],
  [
    "of two calls the later is answered first",
    "A -> B: x()\nA -> B: y()\nB --> A: y\nB --> A: x",
    ["1 call", "2 call", "3 answers 2", "4 answers 1"],
  ],
  [
    "a call in between that nobody answers stays a call",
    "A -> B: x()\nB -> C: log()\nB --> A: done",
    ["1 call", "2 call", "3 answers 1"],
  ],
  ["return answers the latest activation", "A -> B: x()\nactivate B\nreturn done", ["1 call", "3 answers 1"]],
  ["an arrow to oneself is a step of one's own", "A -> B: x()\nB -> B: think", ["1 call", "2 self"]],
  [
    "a dotted one after it is what it yields",
    "A -> B: x()\nB -> B: compute total\nB --> B: total",
    ["1 call", "2 self", "3 answers 2"],
  ],
  [
    "return as well, where it has its own activation",
    "autoactivate on\nA -> B: x()\nB -> B: check\nreturn ok\nreturn done",
    ["2 call", "3 self", "4 answers 3", "5 answers 2"],
  ],
  [
    "once the call is answered, its own steps are over",
    "A -> B: x()\nB -> B: think\nB --> A: done\nB --> B: tidy up",
    ["1 call", "2 self", "3 answers 1", "4 self"],
  ],
  [
    "a dotted arrow to oneself with no step before it is a step",
    "A -> B: x()\nB --> B: think",
    ["1 call", "2 self"],
  ],
  [
    "each branch of an alt answers the call before it",
    "A -> B: x()\nalt yes\nB --> A: one\nelse no\nB --> A: two\nend",
    ["1 call", "3 answers 1", "5 answers 1"],
  ],
  [
    "what an opt answers may be answered after it",
    "A -> B: x()\nopt early\nB --> A: one\nend\nB --> A: two",
    ["1 call", "3 answers 1", "5 answers 1"],
  ],
  [
    "and after a break",
    "A -> B: x()\nbreak wrong\nB --> A: one\nend\nB --> A: two",
    ["1 call", "3 answers 1", "5 answers 1"],
  ],
  [
    "an answer in one branch leaves the call open for the other",
    "A -> B: x()\nalt yes\nB --> A: one\nelse no\nB -> C: log()\nend\nB --> A: two",
    ["1 call", "3 answers 1", "5 call", "7 answers 1"],
  ],
  ["a group is transparent", "A -> B: x()\ngroup inner\nB --> A: done\nend", ["1 call", "3 answers 1"]],
  [
    "all branches of a par happen",
    "A -> B: x()\nA -> C: y()\npar\nB --> A: x\nelse\nC --> A: y\nend",
    ["1 call", "2 call", "4 answers 1", "6 answers 2"],
  ],
  [
    "a request may be drawn dotted, where it is answered",
    "A --> B: GET /jobs/{jobId}\nB --> A: 200 OK {status}",
    ["1 call", "2 answers 1"],
  ],
  [
    "inside of a call, too",
    "A -> B: x()\nB --> C: 재고 확인\nC --> B: 재고\nB --> A: done",
    ["1 call", "2 call", "3 answers 2", "4 answers 1"],
  ],
])("%s", (_, lines, arrows) => {
  const { problems, ...found } = linked(lines);
  expect(found.arrows).toEqual(arrows);
  expect(problems.filter((problem) => !problem.startsWith("link/no-component"))).toEqual([]);
});

test("a call knows its answers, one for each branch, and waits for them", () => {
  const { step } = linked("A -> B: x()\nalt yes\nB --> A: one\nelse no\nB --> A: two\nend");
  expect(step(1)).toMatchObject({ answers: [step(3).id, step(5).id], waits: true });
});

test.each([
  ["A -> B: x()", true],
  ["A ->> B: x()", false],
  ["A ->> B: x()\nB --> A: done", true],
])("whether the sender waits: %s", (lines, waits) => {
  expect(linked(lines).step(1)).toMatchObject({ waits });
});

test("a dotted arrow that answers nothing is a message that nobody waits for", () => {
  const found = linked("A -> B: x()\nC --> B: done");
  expect(found.arrows).toEqual(["1 call", "2 call"]);
  expect(found.problems).toEqual(["link/reply-answers-nothing 2"]);
  expect(found.step(2)).toMatchObject({ waits: false });
});

test("who acts without having been called was started by somebody outside", () => {
  const { model, arrows } = linked("A -> B: x()\nB -> A: y()\nA --> B: done");
  expect(arrows).toEqual(["1 call", "1 call", "2 call", "3 answers 2"]);
  expect(model.steps[0]).toMatchObject({ from: "[", to: "A", method: "start", args: [] });
  expect(model.participants.map(({ code, role }) => [code, role])).toEqual([
    ["A", "component"],
    ["B", "component"],
    ["[", "initiator"],
  ]);
});

test("a second answer on the same path is reported with the first", () => {
  const { diagnostics, problems } = linked("A -> B: x()\nB --> A: one\nB --> A: two");
  expect(problems).toEqual(["link/answered-twice 3"]);
  expect(diagnostics[0]?.related).toMatchObject([{ message: "the first answer" }]);
});

test("an answer after both branches have answered is one too many", () => {
  const lines = "A -> B: x()\nalt yes\nB --> A: one\nelse no\nB --> A: two\nend\nB --> A: three";
  expect(linked(lines).problems).toEqual(["link/answered-twice 7"]);
});

test("a dotted arrow along the way of an open call takes no answer from it", () => {
  const { arrows, problems } = linked("A -> B: x()\nA --> B: by the way\nB --> A: done");
  expect(arrows).toEqual(["1 call", "2 call", "3 answers 1"]);
  expect(problems).toEqual(["link/reply-answers-nothing 2"]);
});
