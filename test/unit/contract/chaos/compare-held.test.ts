import { expect, test } from "vitest";
import { compareHeld, freeColumns } from "../../../../runtime/contract/chaos/compare-held.ts";
import type { Held } from "../../../../runtime/contract/chaos/held-by-servers.ts";

const held = (...rows: readonly Readonly<Record<string, unknown>>[]): Held => new Map([["table t", rows]]);

test("what two runs in peace have in common is asked of every other one", () => {
  const free = freeColumns([[held({ id: "‹a›", token: "x1" }), held({ id: "‹a›", token: "x2" })]]);
  expect([...(free.get("table t") ?? [])]).toEqual(["token"]);
  const peace = held({ id: "‹a›", token: "x1" });
  expect(compareHeld(peace, held({ id: "‹a›", token: "x9" }), free)).toEqual([]);
  expect(compareHeld(peace, held({ id: "‹b›", token: "x1" }), free)).toMatchObject([{ kind: "changed" }]);
});

test("a row that is missing is lost, and one that is there once more is doubled", () => {
  const none = new Map<string, ReadonlySet<string>>();
  const one = { id: "‹a›" };
  expect(compareHeld(held(one), held(), none)).toEqual([
    { kind: "lost", place: "table t", sentence: 'table t: {"id":"‹a›"} is missing' },
  ]);
  expect(compareHeld(held(one), held(one, one), none)).toMatchObject([{ kind: "doubled" }]);
  expect(compareHeld(held(one), held(one), none)).toEqual([]);
});
