import fc from "fast-check";
import { expect, test } from "vitest";
import { z, type ZodType } from "zod";
import { arbitraryValue } from "../../../runtime/contract/draw/arbitrary-value.ts";
import { corruptions } from "../../../runtime/contract/draw/corruptions.ts";
import { matchValue } from "../../../runtime/contract/values/match-value.ts";
import { bind, nothingKnown } from "../../../runtime/contract/values/knowledge.ts";
import { showValue } from "../../../runtime/contract/report/show-value.ts";
import { fitWidth, textWidth } from "../../../runtime/contract/report/text-width.ts";
import { free, from, literal, record, sql, sqlText, template } from "../../../runtime/index.ts";

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}
const Tree: ZodType<Tree> = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});

const schemas: Readonly<Record<string, ZodType>> = {
  text: z.string(),
  "any JSON": z.json(),
  "object of any JSON": z.record(z.string(), z.json()),
  "any JSON beside others": z.union([
    z.record(z.string(), z.json()),
    z.object({ body: z.json().optional() }),
  ]),
  "short text": z.string().min(2).max(4),
  pattern: z.string().regex(/^[A-Z]{3}-\d+$/),
  url: z.url(),
  uuid: z.uuid(),
  email: z.email(),
  instant: z.iso.datetime(),
  day: z.iso.date(),
  integer: z.number().int().min(3).max(9),
  number: z.number().positive(),
  enum: z.enum(["A", "B"]),
  nullable: z.object({ a: z.string().nullable(), b: z.boolean().optional() }),
  union: z.discriminatedUnion("k", [
    z.object({ k: z.literal("a") }),
    z.object({ k: z.literal("b"), n: z.number() }),
  ]),
  record: z.record(z.string(), z.unknown()),
  array: z.array(z.string()).min(1).max(3),
  tuple: z.tuple([z.string(), z.number()]),
  date: z.date(),
  nothing: z.void(),
  unknown: z.unknown(),
  tree: Tree,
  refined: z
    .number()
    .int()
    .refine((value) => value % 2 === 0),
};

test.each(Object.entries(schemas))("values drawn for %s are valid", (_, schema) => {
  fc.assert(fc.property(arbitraryValue(schema), (value) => schema.safeParse(value).success));
});

test("hostile text occurs", () => {
  const texts = fc.sample(arbitraryValue(z.string()), { numRuns: 400, seed: 1 });
  for (const hostile of [
    "'; DROP TABLE users; --",
    "__proto__",
    "${x}",
    "한글 이름",
    "line\u2028separator",
  ]) {
    expect(texts).toContain(hostile);
  }
});

test("a schema that nothing is drawn for is an error, not an endless search", () => {
  expect(() => arbitraryValue(z.string().refine(() => false))).toThrow(/too narrow/);
});

test("corruptions are refused by the schema, and cover missing, wrong and hidden fields", () => {
  const Payload = z.object({ id: z.string(), urls: z.object({ simple: z.string() }) });
  const found = corruptions(Payload, { id: "a", urls: { simple: "b" } });
  expect(found.every(({ value }) => !Payload.safeParse(value).success)).toBe(true);
  expect(found.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      "id missing",
      "id null",
      "id a number",
      "urls.simple missing",
      "its fields hidden below __proto__",
      "the whole payload null",
      "the whole payload a text",
    ]),
  );
});

const scope = bind(bind(nothingKnown, "event", { id: "a", urls: { simple: "u" } }, ""), "n", 7, "");

test.each([
  ["a literal", literal("x"), "x", true],
  ["another literal", literal("x"), "y", false],
  ["a name", from("event.id"), "a", true],
  ["another value", from("event.id"), "b", false],
  ["an object as its JSON", from("event.urls"), '{"simple":"u"}', true],
  ["an inherited field", from("event.urls"), Object.create({ simple: "u" }), false],
  ["a template", template("job:{event.id}:{n}"), "job:a:7", true],
  ["a template with braces", template("{{{n}}}"), "{7}", true],
  ["another key", template("job:{event.id}"), "job:b", false],
  ["a template with an unknown name", template("job:{what}:x"), "job:any:x", true],
  ["at least these fields", record({ id: from("event.id") }), { id: "a", more: 1 }, true],
  ["a missing field", record({ id: literal("a") }), {}, false],
  [
    "sql with other white space",
    sqlText("SELECT $1  WHERE\n b", [from("n")]),
    sql`SELECT ${7} WHERE b`,
    true,
  ],
  ["sql with another value", sqlText("SELECT $1", [from("n")]), sql`SELECT ${8}`, false],
  ["something free", free("new"), 1, true],
])("matching %s", (_, spec, value, ok) => {
  expect(matchValue(spec, value, scope, "").ok).toBe(ok);
});

test("what is free is bound at first sight, and open again in the next round of a loop", () => {
  const first = matchValue(free("token"), "t1", nothingKnown, "loop#1/");
  if (!first.ok) throw new Error("free did not match");
  expect(matchValue(free("token"), "t2", first.knowledge, "loop#1/").ok).toBe(false);
  expect(matchValue(free("token"), "t2", first.knowledge, "loop#2/").ok).toBe(true);
});

test("values are shown safely and briefly", () => {
  expect(showValue({ a: "x\n\u202e\u{e0001}", "b-c": [1, null, undefined] })).toBe(
    '{ a: "x\\n\\u202e\\u{e0001}", "b-c": [1, null, undefined] }',
  );
  fc.assert(fc.property(fc.anything(), (value) => showValue(value).length < 100_000));
  expect(showValue("x".repeat(10_000)).length).toBeLessThan(100);
});

test("wide characters take two columns", () => {
  expect(textWidth("이벤트 a")).toBe(8);
  expect(fitWidth("이벤트", 4)).toBe("이… ");
  expect(fitWidth("ab", 4)).toBe("ab  ");
});
