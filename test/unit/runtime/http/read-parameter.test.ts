import { expect, test } from "vitest";
import { z, type ZodType } from "zod";
import { readParameter } from "../../../../runtime/adapters/http/read-parameter.ts";

const nothing = { path: {}, query: {}, headers: {}, body: undefined };

test.each<[unknown, ZodType, unknown]>([
  ["20", z.number(), 20],
  ["20", z.string(), "20"],
  ["-1.5", z.number(), -1.5],
  ["true", z.boolean(), true],
  ["true", z.string(), "true"],
  ["1", z.array(z.number()), [1]],
  [["1", "2"], z.array(z.number()), [1, 2]],
  [["a", "2"], z.array(z.string()), ["a", "2"]],
  ["a", z.array(z.string()), ["a"]],
  ["20", z.literal(20), 20],
])("%j is read as its type asks for", (sent, schema, value) => {
  const parameter = { name: "page_size", in: "query", schema } as const;
  expect(readParameter(parameter, { ...nothing, query: { page_size: sent } })).toEqual(value);
});

test.each<[unknown, ZodType]>([
  ["twenty", z.number()],
  ["", z.number()],
  ["0x10", z.number()],
  ["1", z.boolean()],
  [undefined, z.string()],
])("%j is refused where its type is another", (sent, schema) => {
  const parameter = { name: "page_size", in: "query", schema } as const;
  expect(() => readParameter(parameter, { ...nothing, query: { page_size: sent } })).toThrow("page_size");
});

test("a header is found in any case, without what stands before its value", () => {
  const parameter = { name: "Authorization", in: "header", before: "Bearer ", schema: z.string() } as const;
  const sent = (authorization: string): unknown =>
    readParameter(parameter, { ...nothing, headers: { authorization } });
  expect(sent("bearer abc")).toBe("abc");
  expect(() => sent("Basic abc")).toThrow("Authorization");
});
