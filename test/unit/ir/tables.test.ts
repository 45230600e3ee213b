import { expect, test } from "vitest";
import type { SqlDescription, SqlTables, SqlType } from "../../../runtime/model/index.ts";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { positionAt } from "../../../generator/source/source-file.ts";

const type = (name: string): SqlType => ({ name, isArray: false, labels: [] });
const column = (name: string, isRequired = true, isNullable = false) => ({ name, isRequired, isNullable });

/** As PGlite answers of them, which `test/integration/runtime/table-reader.test.ts` tries. */
const known: SqlTables = {
  tables: [
    {
      name: "coupons",
      columns: [column("code"), column("stock"), column("used_at", false, true)],
      keys: [["code"]],
    },
  ],
  statements: new Map<string, SqlDescription>([
    [
      "SELECT * FROM coupons WHERE code = $1",
      {
        kind: "fits",
        parameters: [type("text")],
        columns: [
          { name: "code", type: type("text") },
          { name: "stock", type: type("integer") },
          { name: "used_at", type: type("timestamp with time zone") },
        ],
      },
    ],
    [
      "UPDATE coupons SET stock = $1 WHERE code = $2",
      { kind: "fits", parameters: [type("integer"), type("text")], columns: [] },
    ],
    ["INSERT INTO coupons (code) VALUES ($1)", { kind: "fits", parameters: [type("text")], columns: [] }],
    [
      "SELECT stok FROM coupons WHERE code = $1",
      { kind: "refused", reason: `column "stok" does not exist`, hint: undefined },
    ],
    [
      "DELETE FROM cupons WHERE code = $1",
      { kind: "refused", reason: `relation "cupons" does not exist`, hint: undefined },
    ],
    [
      "INSERT INTO coupons (code, stock) VALUES ($1, $2) ON CONFLICT (stock) DO NOTHING",
      {
        kind: "refused",
        reason: "there is no unique or exclusion constraint matching the ON CONFLICT specification",
        hint: undefined,
      },
    ],
  ]),
};

async function noticed(lines: readonly string[]): Promise<readonly string[]> {
  return (await compiled(lines)).diagnostics.map(({ code, span, source, hint, message }) =>
    code.startsWith("text/") ? `${positionAt(source, span.start).line} ${code} ${hint ?? message}` : code,
  );
}

async function compiled(lines: readonly string[], tables: SqlTables | { unknown: string } = known) {
  const text = `@startuml\nactor Client\nparticipant Coupons\ndatabase DB\n${lines.join("\n")}\n@enduml\n`;
  return compile({
    sources: [sourceFile("diagrams/coupons.puml", text)],
    config: {},
    existing: new Map([["coupons/system.ts", "export const setup = { migrations };"]]),
    tablesOf: () => Promise.resolve(tables),
  });
}

const call = "Client -> Coupons : use(code)";

test.each([
  ["SELECT stok FROM coupons WHERE code = :code", `Did you mean "stock"?`],
  ["DELETE FROM cupons WHERE code = :code", `Did you mean "coupons"?`],
  ["INSERT INTO coupons (code) VALUES (:code)", "Insert it, or give it a default in a migration."],
  [
    "INSERT INTO coupons (code, stock) VALUES (:code, 1) ON CONFLICT (stock) DO NOTHING",
    "A unique index on these columns is needed; there is (code).",
  ],
])("%s does not fit", async (statement, hint) => {
  const asked = statement.replace(", 1)", ", :stock)");
  expect(await noticed([call, `Coupons -> DB : ${asked}`])).toContain(`6 text/sql-does-not-fit ${hint}`);
});

test("what a statement fits is silent, and its columns and parameters have the types of the tables", async () => {
  const { value, diagnostics } = await compiled([
    "Client -> Coupons : use(code, stock)",
    "Coupons -> DB : SELECT * FROM coupons WHERE code = :code",
    "DB --> Coupons : coupon",
    "Coupons -> DB : UPDATE coupons SET stock = :stock WHERE code = :code",
  ]);
  expect(diagnostics.filter(({ code }) => code.startsWith("text/"))).toEqual([]);
  const messages = value[0]?.files.find(({ path }) => path.endsWith("messages.gen.ts"))?.content;
  expect(messages).toContain("stock: z.int()");
  expect(messages).toMatch(/used_at: z\.iso\.datetime\([^)]*\)\.optional\(\)/);
  const ports = value[0]?.files.find(({ path }) => path.endsWith("ports.gen.ts"))?.content;
  expect(ports).toContain("stock: number");
});

test("an answer that draws a column which a star does not bring is told", async () => {
  const lines = [
    call,
    "Coupons -> DB : SELECT * FROM coupons WHERE code = :code",
    "DB --> Coupons : coupon {code, left}",
  ];
  expect(await noticed(lines)).toContain("link/sql-lacks-column");
});

test("a value that its column cannot hold is told", async () => {
  const lines = [
    "Client -> Coupons : use(code, stock: boolean)",
    "Coupons -> DB : UPDATE coupons SET stock = :stock WHERE code = :code",
  ];
  expect(await noticed(lines)).toContainEqual(expect.stringMatching(/^6 text\/sql-type-differs/));
});

test("where migrations cannot be tried, that is said, and the code is written", async () => {
  const lines = [call, "Coupons -> DB : SELECT stok FROM coupons WHERE code = :code"];
  const { diagnostics, value } = await compiled(lines, { unknown: `migration "1" failed: syntax error` });
  expect(diagnostics.map(({ code }) => code)).toContain("text/tables-not-known");
  expect(value[0]?.files).not.toEqual([]);
});
