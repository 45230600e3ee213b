import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

test.each([
  [
    "that has the words of the call",
    "U -> Api : order(id)\nApi -> Api : order(id)\nApi --> U : ok",
    ["orderStep"],
  ],
  [
    "that has the words of a later call",
    "U -> Api : 주문\nApi -> Api : 재고 확인\nApi --> U : ok\nU -> Api : 재고 확인\nApi --> U : ok",
    ["재고확인Step"],
  ],
  [
    "with the name that is left, in a reference",
    "U -> Api : run job\nApi -> Api : run job step\nref over Api : run job\nApi --> U : ok",
    ["runJobStep", "runJobStep2"],
  ],
  ["that nobody else asks for", "U -> Api : order(id)\nApi -> Api : check(id)\nApi --> U : ok", ["check"]],
])("a step of one's own %s has a method of its own", (_, lines, methods) => {
  const { model } = linked(`actor U\nparticipant Api\n${lines}`);
  expect(model.steps.flatMap((step) => (step.kind === "self" ? [step.method] : []))).toEqual(methods);
});
