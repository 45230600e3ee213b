import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

test.each([
  ["it begins with a status", "A -> B: go()\nB -> A: 201 Created\\n{id}", ["1 call", "2 answers 1"]],
  ["it says one in other words", "A -> B: go()\nB -> A: 응답 404", ["1 call", "2 answers 1"]],
  [
    "its sender is deactivated right after it",
    "A -> B: go()\nactivate B\nB -> A: the result\ndeactivate B",
    ["1 call", "3 answers 1"],
  ],
])("a solid arrow back to the caller is its answer where %s", (_, lines, arrows) => {
  const found = linked(lines);
  expect(found.arrows).toEqual(arrows);
  expect(found.problems).toEqual([]);
});

test.each([
  [
    "A -> B: go()\nB -> A: ask()\nA --> B: told\nB --> A: done",
    ["1 call", "2 call", "3 answers 2", "4 answers 1"],
  ],
  ["A -> B: go()\nactivate B\nB -> A: notify(id)\ndeactivate B", ["1 call", "3 call"]],
  ["A -> B: go()\nactivate B\nB ->> A: progress\ndeactivate B", ["1 call", "3 call"]],
])("other arrows back are calls: %s", (lines, arrows) => {
  expect(linked(lines).arrows.slice(-arrows.length)).toEqual(arrows);
});

test("solid arrows that seem to answer are reported once", () => {
  const { diagnostics } = linked("A -> B: go()\nB -> C: load\nC -> B: item\nB -> A: the item");
  const solid = diagnostics.filter(({ code }) => code === "link/solid-answer");
  expect(solid.map(({ message }) => message)).toEqual([
    'The solid arrow "item" goes back to "B", whose call of "C" nobody answers. It is read as a call of its own, and so is one more like it.',
  ]);
});

test("what goes to a topic at the end of the work answers nothing", () => {
  const { arrows } = linked(
    "queue Kafka\nKafka -> A: OrderPaid {id}\nactivate A\nA -> Kafka: OrderShipped {id}\ndeactivate A",
  );
  expect(arrows.slice(-2)).toEqual(["2 call", "4 call"]);
});

test("what comes out of a topic answers nothing", () => {
  const { problems } = linked("queue Kafka\nA -> Kafka: OrderPaid {id}\nKafka -> A: OrderPaid {id}");
  expect(problems.filter((problem) => problem.startsWith("link/solid"))).toEqual([]);
});

test.each([
  ["[-> B: GET /a\n[<-- B: 200 OK", ["1 call", "2 answers 1"]],
  ["[-> B: GET /a\nB -->]: 200 OK", ["1 call", "2 answers 1"]],
  ["]-> B: GET /a\nB -->]: 404", ["1 call", "2 answers 1"]],
])("what leaves the drawing answers the request that came in: %s", (lines, arrows) => {
  const { model, arrows: found } = linked(lines);
  expect(found).toEqual(arrows);
  expect(model.participants.filter(({ role }) => role === "initiator").length).toBe(1);
});

test("the call that an answer to a border lacks is a line that can be drawn", () => {
  const { diagnostics } = linked("A -> B: x()\nB -->]: done");
  const hint = diagnostics.find(({ code }) => code === "link/reply-answers-nothing")?.hint ?? "";
  const line = /"([^"]*\])"/.exec(hint)?.[1] ?? "";
  expect(linked(`${line} : x()`).arrows).toEqual(["1 call"]);
});

test.each([
  ["opt", "opt missing\nB --> A: 404\nend\nB -> C: log()\nC --> B: ok\nB --> A: 200 OK"],
  ["alt", "alt missing\nB --> A: 404\nend\nB -> C: log()\nC --> B: ok\nB --> A: 200 OK"],
  [
    "alt with work in the other branch",
    "alt missing\nB --> A: 404\nelse there\nB -> C: log()\nC --> B: ok\nend\nB --> A: 200 OK",
  ],
])("an answer in an %s ends its path: what follows is the other branch", (_, lines) => {
  const { model, problems } = linked(`A -> B: GET /a\n${lines}`);
  expect(model.fragments).toHaveLength(1);
  const [fragment] = model.fragments;
  const counts = fragment?.branches.map(({ body }) => body.length);
  expect(counts).toEqual([1, 3]);
  expect(problems).toEqual([]);
});

test.each([
  ["B -> C: quarantine()\n", "C"],
  ["B --> D: 422\nB -> C: 격리()\n", "D"],
])("so does one that is not the last step of its branch: %s", (more) => {
  const { model, problems } = linked(
    `A -> B: POST /files\nopt infected\nB --> A: 422\n${more}end\nB -> C: store()\nB --> A: 201`,
  );
  const [fragment, other] = model.fragments;
  expect(other).toBeUndefined();
  expect(fragment?.branches.map(({ body }) => body.length)).toEqual([more.split("\n").length, 2]);
  expect(problems.filter((problem) => !problem.startsWith("link/reply-answers-nothing"))).toEqual([]);
});

test("each receiver of a request answers it in its own way", () => {
  const { model } = linked(
    "C -> Gateway: POST /orders\nGateway -> Shop: POST /orders\nShop --> Gateway: 201 {id}\nGateway --> C: 202",
  );
  const resultOf = (code: string): unknown =>
    model.participants.find((participant) => participant.code === code)?.operations[0]?.result;
  expect(resultOf("Gateway")).toEqual({ kind: "named", name: "PostOrdersResponse" });
  expect(resultOf("Shop")).toEqual({ kind: "named", name: "ShopPostOrdersResponse" });
  const statusOf = (name: string): string =>
    JSON.stringify(model.types.find((type) => type.name === name)?.type).slice(0, 120);
  expect(statusOf("PostOrdersResponse")).toContain("202");
  expect(statusOf("ShopPostOrdersResponse")).toContain("201");
});

test("who only hands on the answer to a request answers what the other does", () => {
  const { model } = linked(
    "C -> Gateway: GET /a\nGateway -> Shop: GET /a\nalt found\nShop --> Gateway: 200 {size}\nGateway --> C: 200 OK\n" +
      "else\nShop --> Gateway: 404\nGateway --> C: 404\nend",
  );
  const results = model.participants.flatMap(({ operations }) => operations.map(({ result }) => result));
  expect(results).toEqual([
    { kind: "named", name: "GetAResponse" },
    { kind: "named", name: "GetAResponse" },
  ]);
});

test("a note of what goes on after the answer is no second answer", () => {
  const { model } = linked("A -> B: go()\nopt quick\nB --> A: accepted\nend\nB -> C: log()");
  expect(model.fragments[0]?.branches[1]?.body).toEqual([]);
});

test.each([
  ["B -> D: SELECT id FROM products\nD --> B: 상품 목록", "200 OK 상품 목록", "상품목록"],
  ["B -> D: SELECT id, total FROM orders\nD --> B: orders", "200 OK list of orders", "orders"],
  ["B -> C: findReview(id)\nC --> B: 리뷰 응답", "응답 200 리뷰 응답", "리뷰"],
  ["B -> C: loadOrder(id)\nC --> B: the order summary", "200 OK: the order summary", "orderSummary"],
])("%s: words after a status are a body that is known by that name (%s)", (lines, answer, path) => {
  const { step } = linked(
    `actor A\nparticipant B\nparticipant C\ndatabase D\nA -> B: GET /x/{id}\n${lines}\nB --> A: ${answer}`,
  );
  expect(step(8)).toMatchObject({
    outcome: { value: { fields: [{ name: "status" }, { name: "body", value: { kind: "from", path } }] } },
  });
});

test.each(["200 OK 저장 완료", "200 OK everything went well", "201 Created 주문 목록"])(
  "%s: words of nothing known are no body",
  (answer) => {
    const { step } = linked(
      `A -> B: GET /x/{id}\nB -> C: findReview(id)\nC --> B: 리뷰 응답\nB --> A: ${answer}`,
    );
    expect(step(4)).toMatchObject({ outcome: { value: { fields: [{ name: "status" }] } } });
  },
);
