import { expect, test } from "vitest";
import { bytesSchema, decodeJson, decodeSql, jsonText, z } from "../../../runtime/index.ts";
import { arbitraryValue } from "../../../runtime/contract/draw/arbitrary-value.ts";
import fc from "fast-check";

const photo = z.object({ id: z.string(), data: bytesSchema });
const bytes = new Uint8Array([0, 255, 7]);

test("binary data goes through JSON in base64 and comes back", () => {
  expect(jsonText({ id: "a", data: bytes, also: Buffer.from(bytes) })).toBe(
    '{"id":"a","data":"AP8H","also":"AP8H"}',
  );
  expect(decodeJson(photo, jsonText({ id: "a", data: bytes }), "photo")).toEqual({ id: "a", data: bytes });
});

test.each(["no base64!", "AP8", 42, null, [1, 2], { 0: 1 }])("%j is no binary data", (value) => {
  expect(bytesSchema.safeParse(value).success).toBe(false);
});

test("a bytea column is read as it is", () => {
  expect(decodeSql(photo, { id: "a", data: Buffer.from(bytes) }, "photo").data).toEqual(Buffer.from(bytes));
});

test("what is no JSON is refused", () => {
  expect(() => jsonText(() => 1, "publish")).toThrow("publish: function is no JSON");
});

test("contract tests draw binary data", () => {
  const [drawn] = fc.sample(arbitraryValue(photo), { seed: 1, numRuns: 1 });
  expect(photo.safeParse(drawn).success).toBe(true);
  expect(drawn).toMatchObject({ data: expect.any(Uint8Array) as unknown });
});
