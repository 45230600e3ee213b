import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

/** The answers that bring errors, as `sender → receiver: error`. */
function errors(lines: string): readonly string[] {
  return linked(lines).model.steps.flatMap((step) =>
    step.kind === "reply" && step.outcome.kind === "throws"
      ? [`${step.from} → ${step.to}: ${step.outcome.error}`]
      : [],
  );
}

const chain = `participant Web
participant Api
participant Service
participant Store
Web -> Api : order(id)
Api -> Service : order(id)
Service -> Store : reserve(id)`;

const sold = "Store --> Service : throw SoldOut";
const passed = ["Store → Service: SoldOut", "Service → Api: SoldOut", "Api → Web: SoldOut"];

test.each([
  ["at the end", sold],
  [
    "in a branch",
    `alt 있음\nStore --> Service : ok\nService --> Api : ok\nApi --> Web : ok\nelse 품절\n${sold}\nend`,
  ],
  [
    "out of a break",
    `break 품절\n${sold}\nend\nStore --> Service : ok\nService --> Api : ok\nApi --> Web : ok`,
  ],
  ["in a frame", `group reserve\nalt ok\nStore --> Service : ok\nelse\n${sold}\nend\nend`],
  [
    "before the next request",
    `${sold}\nWeb -> Api : cancel(id)\nApi -> Service : cancel(id)\nService --> Api : ok`,
  ],
  ["said in Korean", "Store --> Service : SoldOutError 발생"],
])("an error that nobody is drawn to handle goes on to whoever asked: %s", (_, rest) => {
  const expected = rest.includes("Error") ? passed.map((one) => `${one}Error`) : passed;
  expect(errors([chain, rest].join("\n"))).toEqual(expected);
});

test.each([
  [
    "answered behind the branches",
    `alt ok\nStore --> Service : ok\nelse\n${sold}\nend\nService --> Api : done`,
  ],
  ["followed by a step", `${sold}\nService -> Service : log(id)`],
  ["followed by a call", `${sold}\nService -> Store : release(id)`],
  ["in a round of a loop", `loop 3 times\nalt ok\nStore --> Service : ok\nelse\n${sold}\nend\nend`],
  ["in one of several branches at once", `par\n${sold}\nelse\nService -> Service : log(id)\nend`],
])("who does anything more has caught it: %s", (_, rest) => {
  expect(errors([chain, rest].join("\n"))).toEqual(["Store → Service: SoldOut"]);
});

test("it ends where an answer was given before, or nobody waits for one", () => {
  const answered =
    "Web -> Api : order(id)\nApi --> Web : 202 Accepted\nApi -> Store : reserve(id)\nStore --> Api : throw SoldOut";
  expect(errors(answered)).toEqual(["Store → Api: SoldOut"]);
  const alone = "Web ->> Api : order(id)\nApi -> Store : reserve(id)\nStore --> Api : throw SoldOut";
  expect(errors(alone)).toEqual(["Store → Api: SoldOut"]);
});

test("where an event brought the work, its delivery fails, however its arrow is drawn", () => {
  for (const arrow of ["->", "->>"]) {
    const lines = `queue "Kafka orders" as K\nK ${arrow} Api : OrderPaid {id}\nApi -> Store : reserve(id)\nStore --> Api : throw SoldOut`;
    expect(errors(lines)).toEqual(["Store → Api: SoldOut", "Api → K: SoldOut"]);
  }
});
