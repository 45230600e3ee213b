import { expect, test } from "vitest";
import { Namer } from "../../../../runtime/contract/chaos/names.ts";

const namer = new Namer(
  new Map([
    ["x-1f3a-1", "event.id"],
    ["x-1f3a-12", "event.other"],
    ["1234000005", "event.number"],
  ]),
);

test("names are replaced by where they stand, wherever they occur", () => {
  expect(
    namer.plain({ key: "draft:x-1f3a-1", at: new Date(0), n: 1_234_000_005, list: ["x-1f3a-12"] }),
  ).toEqual({
    key: "draft:‹event.id›",
    at: "(a time)",
    n: "‹event.number›",
    list: ["‹event.other›"],
  });
});

test("numbers that are part of others are no names", () => {
  expect(namer.plain(12_340_000_051)).toBe(12_340_000_051);
  expect(namer.isNamedIn("x-1f3a-1z")).toBe(true);
  expect(namer.isNamedIn("x-1f3")).toBe(false);
});
