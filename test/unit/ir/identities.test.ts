import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

const ids = (lines: string): readonly string[] => linked(lines).model.steps.map(({ id }) => id);

const order = `
  A -> B: place(order)
  alt in stock
    B -> C: reserve(order)
    C --> B: reserved
  else sold out
    B -> C: wait(order)
  end
  B --> A: done`;

test("a step is named by its sender, receiver, label and the branches around it", () => {
  expect(ids(order)).toEqual([
    "A → B: place(order)",
    "alt in stock › B → C: reserve(order)",
    "alt in stock › C → B: reserved",
    "alt in stock / sold out › B → C: wait(order)",
    "B → A: done",
  ]);
});

test.each([
  ["an unrelated arrow before it", order.replace("A -> B", "A -> D: log()\nA -> B")],
  ["an unrelated arrow inside a branch", order.replace("C --> B", "B -> D: log()\nC --> B")],
  ["a note, a divider and a participant", `participant Z\n== Start ==\n${order}\nnote over A: hi`],
  ["another alt before it", `alt early\nA -> D: x()\nelse late\nA -> D: y()\nend\n${order}`],
  ["a group around it", `group all of it\n${order}\nend`],
  ["a group around a part", order.replace("B -> C: reserve(order)", "group g\nB -> C: reserve(order)\nend")],
  ["a critical region around it", `critical\n${order}\nend`],
  ["a colour and an activation", order.replace("A -> B", "A -[#red]> B++")],
  ["the arrow drawn the other way", order.replace("C --> B", "B <-- C")],
])("%s leaves every name as it is", (_, edited) => {
  expect(ids(edited)).toEqual(expect.arrayContaining([...ids(order)]));
});

test("moved to another branch, a step is another step", () => {
  const moved = order
    .replace("B -> C: wait(order)", "")
    .replace("C --> B: reserved", "C --> B: reserved\nB -> C: wait(order)");
  const gone = ids(order).filter((id) => !ids(moved).includes(id));
  expect(gone).toEqual(["alt in stock / sold out › B → C: wait(order)"]);
  expect(ids(moved)).toContain("alt in stock › B → C: wait(order)");
});

test("what is drawn twice is told apart by a number", () => {
  expect(ids("A -> B: x()\nA -> B: x()\nA -> B: x()")).toEqual([
    "A → B: x()",
    "A → B: x() #2",
    "A → B: x() #3",
  ]);
});

test("fragments of one label are told apart, and what is inside them", () => {
  const { model } = linked("loop twice\nA -> B: x()\nend\nloop twice\nA -> B: x()\nend");
  expect(model.fragments.map(({ id }) => id)).toEqual(["loop twice", "loop twice #2"]);
  expect(model.steps.map(({ id }) => id)).toEqual(["loop twice › A → B: x()", "loop twice #2 › A → B: x()"]);
});

test.each([
  ["A -> B: 주문 접수\\nGET /orders/{id}", "A → B: GET /orders/{id}"],
  ["A -> B: ContentCreated 이벤트 수신\\n{jobId}", "A → B: ContentCreated"],
  ["database B\nA -> B: 저장\\nUPDATE t SET a = ? WHERE id = ?", "A → B: UPDATE t"],
  ["A -> B: 무효화\\nDEL event:{id}", "A → B: DEL event:{id}"],
  ["A -> B: **bold** words", "A → B: bold words"],
])("prose and payload around the words that count are no part of the name: %s", (lines, id) => {
  expect(ids(lines)).toEqual([id]);
});

test("a long sentence is cut", () => {
  const [id = ""] = ids(`A -> B: ${"word ".repeat(40)}`);
  expect(id.length).toBeLessThan(80);
  expect(id.endsWith("…")).toBe(true);
});
