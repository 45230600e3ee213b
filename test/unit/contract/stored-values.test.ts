import { expect, test } from "vitest";
import { bind, nothingKnown } from "../../../runtime/contract/values/knowledge.ts";
import { matchValue } from "../../../runtime/contract/values/match-value.ts";
import { from, record } from "../../../runtime/model/index.ts";

const known = bind(nothingKnown, "owner", "kim", "");
const spec = record({ status: "OPEN", owner: from("owner") });

test("a record that is kept as text is held to the diagram field by field", () => {
  expect(matchValue(spec, '{"owner":"kim","status":"OPEN","more":1}', known, "").ok).toBe(true);
  expect(matchValue(spec, '{"owner":"lee","status":"OPEN"}', known, "")).toMatchObject({
    ok: false,
    at: "owner",
  });
  expect(matchValue(spec, "{owner}", known, "").ok).toBe(false);
  expect(matchValue(spec, '"OPEN"', known, "").ok).toBe(false);
});

test("what was first seen as its JSON is the same as an object", () => {
  const text = bind(nothingKnown, "urls", '{"a":"1","b":"2"}', "");
  expect(matchValue(from("urls"), { b: "2", a: "1" }, text, "").ok).toBe(true);
  expect(matchValue(from("urls"), { b: "3", a: "1" }, text, "").ok).toBe(false);
});
