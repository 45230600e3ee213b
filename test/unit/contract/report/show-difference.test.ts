import { describe, expect, test } from "vitest";
import { showDifference, showStatements } from "../../../../runtime/contract/report/show-difference.ts";

describe("a difference is seen where it is", () => {
  test("short texts are shown whole", () => {
    expect(showDifference("event:a", "event:b")).toEqual({
      path: "",
      expected: '"event:a"',
      received: '"event:b"',
    });
  });

  test("long texts are shown around the first difference", () => {
    const start = "x".repeat(100);
    expect(showDifference(`${start}one${start}`, `${start}two${start}`)).toEqual({
      path: "",
      expected: `"…${"x".repeat(24)}one${"x".repeat(33)}…" (203 characters)`,
      received: `"…${"x".repeat(24)}two${"x".repeat(33)}…" (203 characters)`,
    });
  });

  test("a text that only ends earlier is shown to its end", () => {
    const long = "y".repeat(90);
    expect(showDifference(`${long} `, long)).toMatchObject({
      expected: `"…${"y".repeat(24)} " (91 characters)`,
      received: `"…${"y".repeat(24)}" (90 characters)`,
    });
  });

  test("a character of two halves is never cut", () => {
    const faces = "😀".repeat(60);
    const { expected, received } = showDifference(`${faces}a`, `${faces}b`);
    expect(expected).toBe(`"…${"😀".repeat(12)}a" (121 characters)`);
    expect(received).toBe(`"…${"😀".repeat(12)}b" (121 characters)`);
  });

  test("of objects that look alike, the field that differs is shown", () => {
    const list = ["z".repeat(80)];
    expect(showDifference({ id: 1, list: [...list, "a"] }, { id: 1, list: [...list, "b"] })).toMatchObject({
      path: "",
    });
    const texts = { deep: { text: `${"z".repeat(80)}1`, list } };
    expect(showDifference(texts, { deep: { text: `${"z".repeat(80)}2`, list } })).toEqual({
      path: "deep.text",
      expected: `"…${"z".repeat(24)}1" (81 characters)`,
      received: `"…${"z".repeat(24)}2" (81 characters)`,
    });
  });
});

describe("two statements are shown where their words differ", () => {
  const where = "WHERE tenant_id = $1 AND customer_id = $2 AND region = $3 AND deleted_at IS NULL";

  test("not where only their spelling does", () => {
    const { expected, received } = showStatements(
      `SELECT id FROM orders ${where} AND status = $4`,
      `select id\n  from orders ${where.toLowerCase()} and state = $4`,
    );
    expect(expected).toContain("AND status = $4");
    expect(received).toContain("and state = $4");
  });

  test("and where one of them ends", () => {
    const { expected, received } = showStatements(
      `UPDATE orders SET paid = true ${where}`,
      `UPDATE orders SET paid = true ${where} OR id = $4`,
    );
    expect(expected).toMatch(/deleted_at IS NULL"/);
    expect(received).toMatch(/deleted_at IS NULL OR id = \$4"/);
  });
});
