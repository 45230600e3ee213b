import { expect, test } from "vitest";
import {
  argument,
  call,
  component,
  diagramProtocol,
  from,
  resource,
  template,
} from "../../../../runtime/model/index.ts";
import type { Value } from "../../../../runtime/model/values.ts";
import { findStep } from "../../../../runtime/trace/find-step.ts";

const protocol = diagramProtocol({
  name: "keys",
  source: "diagrams/keys.puml",
  participants: { Jobs: component("Jobs", jobs()), Cache: resource("Redis", "redis") },
  steps: [
    key("job", template`job:${"id"}`),
    key("error", template`job:${"id"}:error`),
    key("all of it", template`${"a"}${"b"}${"c"}${"d"}${"e"}!`),
    key("anything", from("key")),
  ],
  orderings: {},
  policies: [],
  positions: { participants: [1, 2], steps: [3, 4, 5, 6], fragments: [], policies: [] },
});

function jobs() {
  return { class: "Jobs", handler: "jobs.handler.ts", collaborators: { cache: "Cache" } };
}

function key(text: string, value: Value) {
  return call("Jobs", "Cache", text, { method: "get", args: [argument("key", value)] });
}

const find = findStep(protocol, "Jobs", "Cache");

test.each([
  ["job:1", "job"],
  ["job:1:error", "error"],
  ["job:\n:error", "error"],
  ["job::error", "job"],
  ["job:", "anything"],
  ["abcde!", "all of it"],
  ["abcd!", "anything"],
  ["other", "anything"],
])("the key %j is the arrow %j", (value, text) => {
  expect(find("get", [value])?.step.text).toBe(text);
});

test("a long key that nearly fits is told apart at once", () => {
  const start = performance.now();
  expect(find("get", ["a".repeat(20_000)])?.step.text).toBe("anything");
  expect(performance.now() - start).toBeLessThan(1_000);
});
