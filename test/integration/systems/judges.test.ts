import { expect, test } from "vitest";
import { isKept, sumOfFindings } from "../../chaos/findings.ts";
import { changesOf, judgeEffects } from "../../chaos/judge.ts";
import { judgeMinioWrites } from "../../chaos/minio-watch.ts";
import { judgePoison, type Message } from "../../chaos/poison.ts";

const nothing = { lost: 0, doubled: 0, disordered: 0 };

test.each([
  ["all of them, in turn", ["a", "b", "b"], nothing],
  ["one missing", ["a", "b"], { ...nothing, lost: 1 }],
  ["one too often", ["a", "a", "b", "b"], { ...nothing, doubled: 1 }],
  ["one that nobody asked for", ["a", "b", "b", "c"], { ...nothing, doubled: 1 }],
  ["out of turn", ["b", "a", "b"], { ...nothing, disordered: 1 }],
  ["none", [], { ...nothing, lost: 3 }],
])("effects are judged: %s", (_, happened, judgement) => {
  expect(judgeEffects(["a", "b", "b"], happened)).toEqual(judgement);
});

test("what is saved again right away changes nothing, and what comes back does", () => {
  expect(changesOf(["a", "a", "b", "b"])).toEqual(["a", "b"]);
  expect(changesOf(["a", "b", "a"])).toEqual(["a", "b", "a"]);
});

test("MinIO may be asked for a path again by another process only, until it is marked, and for an account never", () => {
  const write = (what: "account" | "path", life: number) => ({ user: "ada", what, life, at: life });
  const never = () => undefined;
  expect(judgeMinioWrites([write("account", 1), write("path", 1)], never)).toEqual({
    doubled: 0,
    repeated: 0,
  });
  expect(judgeMinioWrites([write("path", 1), write("path", 2)], never)).toEqual({ doubled: 0, repeated: 1 });
  expect(judgeMinioWrites([write("path", 1), write("path", 1)], never)).toEqual({ doubled: 1, repeated: 0 });
  expect(judgeMinioWrites([write("account", 1), write("account", 2)], never)).toEqual({
    doubled: 1,
    repeated: 0,
  });
  expect(judgeMinioWrites([write("path", 1), write("path", 2)], () => 1.5)).toEqual({
    doubled: 1,
    repeated: 0,
  });
});

const good = (key: string, jobId: string): Message => ({
  key,
  isPoison: false,
  value: JSON.stringify({ jobId }),
});
const messages: readonly Message[] = [
  good("a", "1"),
  good("a", "2"),
  good("b", "3"),
  { key: "a", isPoison: true, value: "{ no JSON" },
];
const handled = { a: ["1", "2"], b: ["3"] };
const letters = ["{ no JSON"];

test("a run in which every message went where it belongs is kept", () => {
  const found = judgePoison(messages, new Map(Object.entries(handled)), letters);
  expect(isKept(found)).toBe(true);
  expect(found).toMatchObject({ events: 4, deadLetters: 1, deadLettersDue: 1 });
});

test.each([
  ["a good message is not handled", { ...handled, b: [] }, letters, { lost: 1 }],
  ["a good message is handled twice", { ...handled, b: ["3", "3"] }, letters, { doubled: 1 }],
  ["a key is out of order", { ...handled, a: ["2", "1"] }, letters, { disordered: 1 }],
  ["poison is no dead letter", handled, [], { lost: 1, deadLetters: 0 }],
  ["poison is a dead letter twice", handled, [...letters, ...letters], { doubled: 1, deadLetters: 2 }],
  ["a good message is a dead letter", handled, [...letters, good("b", "3").value], { deadLetters: 2 }],
])("a run is broken in which %s", (_, seen, dead, wrong) => {
  const found = judgePoison(messages, new Map(Object.entries(seen)), dead);
  expect(isKept(found)).toBe(false);
  expect(found).toMatchObject(wrong);
});

test.each(["lost", "doubled", "stale", "disordered", "deadLetters"] as const)(
  "%s alone breaks a promise",
  (count) => {
    expect(isKept(sumOfFindings([{}, { [count]: 1 }]))).toBe(false);
    expect(isKept(sumOfFindings([{ remarks: { "done again": 1 } }]))).toBe(true);
  },
);
