import { expect, test } from "vitest";
import { snapshot } from "../../../runtime/contract/values/snapshot.ts";

test("what is changed later is not changed in it", () => {
  const value = { id: "a", images: { simple: "s" }, list: [{ n: 1 }] };
  const seen = snapshot(value);
  value.images.simple = "t";
  value.list.push({ n: 2 });
  expect(seen).toEqual({ id: "a", images: { simple: "s" }, list: [{ n: 1 }] });
});

test("instances, participants and what is no object are themselves", () => {
  const participant = new Proxy(Object.create(null) as object, {});
  for (const value of [new Date(0), new Uint8Array(2), participant, undefined, null, 7, "x"])
    expect(snapshot(value)).toBe(value);
});

test("values that hold themselves, and fields named like what all objects have, are copied", () => {
  const value: Record<string, unknown> = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
  value["self"] = value;
  const seen = snapshot(value) as Record<string, unknown>;
  expect(seen["self"]).toBe(seen);
  expect(Object.keys(seen)).toEqual(["__proto__", "constructor", "self"]);
});
