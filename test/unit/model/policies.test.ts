import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { readNote } from "../../../generator/text/notes/read-note.ts";
import { policyForms, readPolicyDirective } from "../../../generator/text/notes/read-policy-directive.ts";
import { propertyNames } from "../../../runtime/model/property-name.ts";
import { policyDefinitions } from "../../../runtime/model/policies/policy.ts";
import { textOf } from "../text/texts.ts";

const kinds = policyDefinitions.map(({ kind }) => kind);
const languages = ["ko", "en", "ja"] as const;
const examples = policyDefinitions.flatMap((definition) =>
  languages.flatMap((language) =>
    definition.examples[language].map(
      ([note, policy]) => [definition.kind, language, note, policy, definition] as const,
    ),
  ),
);

const contentsOf = (note: string): readonly unknown[] =>
  readNote(textOf(note)).policies.map(({ span: _span, text: _text, ...content }) => content);

test("each kind is there once, and says how it is put in every language", () => {
  expect(new Set(kinds).size).toBe(kinds.length);
  for (const { kind, examples: said } of policyDefinitions)
    for (const language of languages) expect([kind, said[language].length > 0]).toEqual([kind, true]);
});

test.each(kinds)("%s has a file of its own, in the folder from which the list is made", (kind) => {
  expect(existsSync(`runtime/model/policies/${kind}.ts`)).toBe(true);
});

test.each(examples)("%s, %s: %s", (_kind, _language, note, policy) => {
  expect(contentsOf(note)).toContainEqual(policy);
});

const directed = examples.flatMap(([kind, , note, policy, definition]) => {
  const words = definition.toDirective(policy);
  return words === undefined ? [] : [[kind, words, policy, note] as const];
});

test.each(directed)("%s: the directive %s reads back", (_kind, words, policy) => {
  expect(readPolicyDirective(words)).toEqual(policy);
});

test("only what a note may leave open has no directive", () => {
  const notes = directed.map(([, , , note]) => note);
  expect(examples.map(([, , note]) => note).filter((note) => !notes.includes(note))).toEqual([
    "보상: 항공권 취소",
    "on failure: cancel flight",
    "補償: 予約取消",
    "Timeout 시: 사용자에게 알림",
  ]);
});

test("every directive has a form that begins with its word", () => {
  for (const [word, form] of policyForms)
    expect([word, form.split(" ")[0]]).toEqual([word, word === "idempotency" ? "idempotent" : word]);
});

test("every kind has somebody who keeps it", () => {
  const kept = policyDefinitions.filter(({ keptBy }) => keptBy.length > 0).map(({ kind }) => kind);
  expect(kinds.filter((kind) => !kept.includes(kind))).toEqual([]);
});

test("the properties that keep a policy are properties of the contract kit", () => {
  const named = policyDefinitions.flatMap(({ keptBy }) => keptBy.flatMap(({ property }) => property ?? []));
  expect(named.length).toBeGreaterThan(0);
  for (const property of named) expect(propertyNames).toContain(property);
});

test("a policy names only kinds that exist", () => {
  for (const { yieldsTo = [], contradicts = [] } of policyDefinitions) {
    for (const kind of yieldsTo === "any" ? [] : yieldsTo) expect(kinds).toContain(kind);
    for (const { with: kind } of contradicts) expect(kinds).toContain(kind);
  }
});

test("in words, no policy reads as another", () => {
  const described = examples.map(([, , , policy, definition]) => definition.describe(policy));
  expect(described.every((text) => text !== "" && !text.includes("undefined"))).toBe(true);
  const distinct = new Set(examples.map(([, , , policy]) => JSON.stringify(policy)));
  expect(new Set(described).size).toBe(distinct.size);
});

test.each(["타임아웃 시나리오", "DLQ 이동률 < 0.1%", "재시도는 지난 분기에 제거됨?"])(
  "a note that promises nothing: %s",
  (note) => {
    expect(contentsOf(note)).toEqual([]);
  },
);

test("pauses that are written out are a retry each", () => {
  expect(contentsOf("재시도: 1s → 2s → 4s")).toEqual([
    { kind: "retry", retriesMax: 3, delayMs: 1000, factor: 2 },
  ]);
  expect(contentsOf("retry: 1s, 5s, 7s")).toEqual([{ kind: "retry", retriesMax: 3, delayMs: 1000 }]);
});
