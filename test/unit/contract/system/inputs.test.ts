import { expect, test } from "vitest";
import { z } from "zod";
import { addressesFrom } from "../../../../runtime/connect/server-addresses.ts";
import { pickFor } from "../../../../runtime/contract/system/pick-for.ts";
import { requestOf } from "../../../../runtime/contract/system/send-input.ts";
import { tamed } from "../../../../runtime/contract/system/tame-value.ts";
import { decoded } from "../../../../runtime/contract/values/decoding.ts";

test("picks go through all combinations of what samples choose from", () => {
  const both = [0, 1, 2, 3, 4, 5].map((number) => {
    const pick = pickFor(number);
    return `${pick("a", "b")}${pick(1, 2, 3)}`;
  });
  expect(both).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"]);
});

const taming = {
  isName: (field: string) => /id$/i.test(field),
  decides: (path: string) => path === "event.type",
};

test("names are new ones, and all else is what databases and headers take", () => {
  const schema = z.object({
    userId: z.string().min(1),
    note: z.string(),
    total: z.number(),
    type: z.string(),
  });
  const drawn = { userId: "a", note: "x\u0000한글\ud800", total: 1.5e300, type: "\u0000" };
  const one = tamed(drawn, schema, "event", taming) as typeof drawn;
  const other = tamed(drawn, schema, "event", taming) as typeof drawn;
  expect(one.userId).not.toBe(other.userId);
  expect(one.userId.length).toBeLessThanOrEqual(20);
  expect({ ...one, userId: "" }).toEqual({
    userId: "",
    note: "x한글",
    total: 1.5e300 % 1000,
    type: "\u0000",
  });
  // What has a new name already is the same thing in the next input.
  expect(tamed({ ...drawn, userId: one.userId }, schema, "event", taming)).toMatchObject({
    userId: one.userId,
  });
});

test("a value that its schema would refuse otherwise stays as it was drawn", () => {
  const schema = z.object({ orderId: z.enum(["A", "B"]), at: z.number().min(1e6), mailId: z.email() });
  const drawn = { orderId: "A", at: 2e6 + 0.5, mailId: "a@b.co" };
  const value = tamed(drawn, schema, "event", taming);
  expect(schema.safeParse(value).success).toBe(true);
  expect(value).toMatchObject({ orderId: "A", at: 2e6 + 0.5 });
});

test("a request carries each parameter where the diagram has it", () => {
  const entry = {
    verb: "POST",
    path: "/users/{userId}/orders",
    parameters: [
      { name: "userId", in: "path" },
      { name: "tag", in: "query" },
      { name: "authorization", in: "header", before: "Bearer " },
      { name: "body", in: "body" },
    ],
  };
  expect(requestOf(entry, ["a/b ?", ["x", "y"], "t", { total: 1 }])).toEqual({
    method: "POST",
    path: "/users/a%2Fb%20%3F/orders?tag=x&tag=y",
    headers: { authorization: "Bearer t", "content-type": "application/json" },
    body: '{"total":1}',
  });
});

test("a result of a real database is read as services read it", () => {
  const type = z.object({ userId: z.string(), total: z.number() });
  const rows = [{ user_id: "a", total: "1.50" }];
  expect(decoded({ encoding: "sql-rows", type }, { rows, rowCount: 1 })).toEqual({ userId: "a", total: 1.5 });
  expect(decoded({ encoding: "sql-rows", type: z.array(type) }, { rows, rowCount: 1 })).toEqual([
    { userId: "a", total: 1.5 },
  ]);
  expect(decoded({ encoding: "sql-rows", type: z.nullable(type) }, { rows: [], rowCount: 0 })).toBeNull();
  expect(decoded({ encoding: "sql-value", type: z.string(), column: "userId" }, { rows, rowCount: 1 })).toBe(
    "a",
  );
  expect(decoded({ encoding: "sql-column", type: z.array(z.string()) }, { rows, rowCount: 1 })).toEqual([
    "a",
  ]);
  expect(decoded({ encoding: "sql-count", type: z.number() }, { rows: [], rowCount: 2 })).toBe(2);
});

test("servers are known by the variables that a deployment sets; those that are not set are left out", () => {
  expect(
    addressesFrom({ KAFKA_BROKERS: "a:1,b:2", REDIS_URL: "redis://c", MINIO_ENDPOINT: "http://d" }),
  ).toEqual({
    kafka: { brokers: ["a:1", "b:2"] },
    redis: { url: "redis://c" },
  });
});
