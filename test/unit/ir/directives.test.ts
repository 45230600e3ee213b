import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import { carried, linked } from "../../support/linked.ts";

const roleOf = (lines: string, code: string, roles = {}) =>
  linked(lines, { roles }).model.participants.find((one) => one.code === code);

test("role: a participant is what the directive says, of the kind that it says", () => {
  const lines = "' @seqwright role Gateway resource http\nA -> Gateway: go()\nGateway -> C: x()";
  expect(roleOf(lines, "Gateway")).toMatchObject({ role: "resource", kind: "http" });
});

test("role: without a kind, the name still tells the technology", () => {
  expect(roleOf("' @seqwright role Cache resource\nA -> Cache: go()", "Cache")).toMatchObject({
    role: "resource",
    kind: "redis",
  });
});

test("role: the directive wins over the configuration, because it stands next to what it speaks of", () => {
  const lines = "' @seqwright role B component\nA -> B: go()";
  expect(roleOf(lines, "B", { B: { role: "resource" } })).toMatchObject({ role: "component" });
});

test("name: a sentence gets an identifier", () => {
  const { step, problems } = linked(
    '\' @seqwright name "이벤트 검증" validateEvent\nA -> B: go(x)\nB -> B: 이벤트 검증',
  );
  expect(step(3)).toMatchObject({ method: "validateEvent" });
  expect(problems).toEqual([]);
});

test.each(["재고\\n확인", "<b>재고</b> 확인 요청", "재고 확인(id)"])(
  "name: %s has the text `재고 확인`",
  (label) => {
    expect(linked(`' @seqwright name "재고 확인" check\nA -> B: ${label}`).problems).toEqual([]);
  },
);

test("name: it wins over the configuration's", () => {
  const lines = '\' @seqwright name "이벤트 검증" validateEvent\nA -> B: 이벤트 검증';
  expect(linked(lines, { names: { "이벤트 검증": "check" } }).step(2)).toMatchObject({
    method: "validateEvent",
  });
});

test("type: a name gets a form", () => {
  const { model } = linked("' @seqwright type order { id: string, tags: string[] }\nA -> B: save(order)");
  expect(model.types.map(({ name, origin, type }) => [name, origin, typeText(type)])).toEqual([
    ["Order", "configured", "{ id: string, tags: string[] }"],
  ]);
});

test.each([
  ["retry 3", { kind: "retry", retriesMax: 3 }],
  ["retry 3 every 1s", { kind: "retry", retriesMax: 3, delayMs: 1000 }],
  ["no-retry", { kind: "retry", retriesMax: 0 }],
  ["dead-letter orders.DLT", { kind: "dead-letter", topic: "orders.DLT" }],
  ["at-least-once", { kind: "delivery", guarantee: "at-least-once" }],
  ["idempotent", { kind: "idempotency" }],
  ["ttl job:{jobId} 7d", { kind: "ttl", subject: "job:{jobId}", seconds: 604_800 }],
  ['order "DB 저장" then "캐시 무효화"', { kind: "ordering", first: "DB 저장", second: "캐시 무효화" }],
  [
    "polling every 2s for 30s 15 times",
    { kind: "polling", intervalMs: 2000, limitMs: 30_000, attemptsMax: 15 },
  ],
])("policy %s is a promise of the diagram, at its line", (words, promise) => {
  const { model, problems } = linked(`A -> B: go()\n' @seqwright policy ${words}\nB -> C: x()`);
  expect(problems.filter((problem) => !problem.startsWith("policy/"))).toEqual([]);
  const at = { steps: [model.steps[0]?.id] };
  expect(model.policies).toMatchObject([{ ...promise, origin: "directive", at }]);
  const [policy] = model.policies;
  const { start, end } = policy?.span ?? { start: 0, end: 0 };
  expect(model.source.text.slice(start, end)).toContain(`policy ${words}`);
});

test("a directive changes nothing of the picture", () => {
  const drawn = "A -> B: go(id)\nB -> C: load(id)";
  const { model, step } = linked(`${drawn}\n' @seqwright policy retry 3`);
  expect(model.steps.map(({ id }) => id)).toEqual(linked(drawn).model.steps.map(({ id }) => id));
  expect(carried(step(2))).toBe("id = id");
});

test.each([
  "rol B component",
  "role B boss",
  "role B",
  "name lonely",
  "type",
  "policy forever",
  "policy retry often",
  "policy",
])('"@seqwright %s" is not understood, and said so', (words) => {
  expect(linked(`A -> B: go()\n' @seqwright ${words}`).problems).toEqual(["link/unknown-directive 2"]);
});

test.each([
  ["role Order component", "link/role-of-unknown-participant", 'Did you mean "Orders"?'],
  ["type order { id: ", "link/unreadable-type", "Write it like"],
])('"@seqwright %s" is reported where it stands: %s', (words, code, hint) => {
  const { problems, diagnostics } = linked(`A -> Orders: save(order)\n' @seqwright ${words}`);
  expect(problems).toEqual([`${code} 2`]);
  expect(diagnostics[0]?.hint).toContain(hint);
});

test.each([
  ["Order { id: strng }", '"strng" is not a type; "string" is'],
  ["Order { count: int }", '"int" is not a type; "integer" is'],
  ["Order { count: int | null }", '"int" is not a type; "integer" is'],
  ["Order { at: timestamp[] }", '"timestamp" is not a type; "date-time" is'],
])(
  "a type that was probably meant to be another is not taken for one of the user's: %s",
  (words, problem) => {
    const { diagnostics } = linked(`A -> Orders: save(order)\n' @seqwright type ${words}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["link/unreadable-type"]);
    expect(diagnostics[0]?.message).toContain(problem);
  },
);

test("a type that is declared is no misspelt one, whatever its name", () => {
  const lines = `' @seqwright type Order { when: date, lines: text[] }
' @seqwright type date { year: integer }
' @seqwright type text { words: string[] }
A -> Orders: save(order)`;
  expect(linked(lines).problems).toEqual([]);
});

test.each(["Order { kind: text | date }", "Order { lines: line[] }", "Order { at: 시각 }"])(
  "values and types of the user's own may begin with a small letter: %s",
  (words) => {
    const { problems } = linked(`A -> Orders: save(order)\n' @seqwright type ${words}`);
    expect(problems.filter((problem) => !problem.startsWith("link/unknown-type"))).toEqual([]);
  },
);

test("an ordinary comment is nobody's business", () => {
  expect(linked("' role B component\nA -> B: go()").problems).toEqual([]);
});

test.each([
  ["policy retry many", "The form is: policy retry <number> [every <duration>], such as retry 3 every 1s."],
  ["policy rety 3", 'Did you mean "retry"?'],
  ["rol Shop component", 'Did you mean "role"?'],
  ["role B boss", "The form is: role <participant>"],
])("a directive that is not understood is told its form: %s", (words, hint) => {
  const { diagnostics } = linked(`' @seqwright ${words}\nA -> B: go()`);
  const found = diagnostics.find(({ code }) => code === "link/unknown-directive");
  expect(found?.hint).toContain(hint);
});
