import { expect, test } from "vitest";
import { ShownValues } from "../../../generator/ir/types/shown-values.ts";
import type { Shape } from "../../../generator/text/model.ts";

const state = (value: string, quoted = false): Shape => ({
  kind: "literal",
  value,
  example: false,
  ...(quoted ? { quoted } : {}),
});

test("a name means one thing, however it is spelled", () => {
  const shown = new ShownValues();
  shown.learn("event_draft_id", { kind: "scalar", type: "string" });
  expect(shown.shapesOf("eventDraftId")).toHaveLength(1);
  expect(shown.describes("EventDraftID")).toBe(true);
});

test("what a record and a list hold is learned by their names, too", () => {
  const shown = new ShownValues();
  const item: Shape = {
    kind: "record",
    fields: [{ name: "status", shape: state("OPEN"), optional: false }],
    open: false,
  };
  shown.learn("orders", { kind: "list", element: item });
  expect(shown.shapesOf("order")).toEqual([item]);
  expect(shown.valuesOf("status")).toEqual(["OPEN"]);
});

test("one quoted state says nothing about the others; several are what there is", () => {
  const shown = new ShownValues();
  shown.learn("status", state("PENDING", true));
  expect(shown.valuesOf("status")).toEqual([]);
  shown.learn("status", state("DONE", true));
  expect(shown.valuesOf("status")).toEqual(["PENDING", "DONE"]);
});

test("words under other names are no states", () => {
  const shown = new ShownValues();
  shown.learn("greeting", state("HELLO"));
  expect(shown.valuesOf("greeting")).toEqual([]);
});

test("a name that stands in a text is text; several that are passed and drawn as a field are not", () => {
  const shown = new ShownValues();
  for (const name of ["id", "items"]) {
    shown.learnUse(name, "passed");
    shown.learn(name, { kind: "unknown" });
  }
  expect([shown.isText("id", "opaque"), shown.isText("items", "string")]).toEqual([true, false]);
  shown.learnUse("items", "text");
  expect(shown.isText("items", "opaque")).toBe(true);
});
