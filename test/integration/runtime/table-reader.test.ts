import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sourceFile, positionAt } from "../../../generator/source/source-file.ts";
import { compile } from "../../../generator/compile.ts";
import { knownTables } from "../../../generator/cli/tables/known-tables.ts";
import { nodeHost } from "../../../generator/host/node-host.ts";
import { tableReader } from "../../../runtime/adapters/pglite-table-reader.ts";
import type { Migration } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const reader = await tableReader();
afterAll(() => reader[Symbol.asyncDispose]());

const migrations: readonly Migration[] = [
  {
    name: "001-coupons",
    statements: [
      sql`CREATE TYPE kind AS ENUM ('RATE', 'AMOUNT')`,
      sql`CREATE TABLE coupons (id bigserial PRIMARY KEY, code text NOT NULL UNIQUE, kind kind NOT NULL, tags text[], off numeric)`,
    ],
  },
];

test("statements are described by the tables of their migrations, and nothing is left of these", async () => {
  const { tables, statements } = await reader.describe(migrations, [
    "SELECT kind, tags, off FROM coupons WHERE id = $1 AND code = ANY($2)",
    "INSERT INTO coupons (code, kind) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING",
  ]);
  const text = { name: "text", isArray: false, labels: [] };
  const kind = { name: "kind", isArray: false, labels: ["RATE", "AMOUNT"] };
  expect([...statements.values()]).toEqual([
    {
      kind: "fits",
      parameters: [
        { name: "bigint", isArray: false, labels: [] },
        { name: "text", isArray: true, labels: [] },
      ],
      columns: [
        { name: "kind", type: kind },
        { name: "tags", type: { name: "text", isArray: true, labels: [] } },
        { name: "off", type: { name: "numeric", isArray: false, labels: [] } },
      ],
    },
    { kind: "fits", parameters: [text, kind], columns: [] },
  ]);
  expect(tables).toMatchObject([
    {
      name: "coupons",
      columns: [
        { name: "id", isRequired: false, isNullable: false },
        { name: "code", isRequired: true, isNullable: false },
        { name: "kind", isRequired: true },
        { name: "tags", isRequired: false, isNullable: true },
        { name: "off", isRequired: false, isNullable: true },
      ],
      keys: [["id"], ["code"]],
    },
  ]);
  expect((await reader.describe([], [])).tables).toEqual([]);
});

test.each([
  ["SELECT id FROM cupons", `relation "cupons" does not exist`],
  ["SELECT of FROM coupons", `column "of" does not exist`],
  ["UPDATE coupons SET off = 'much' WHERE id = $1", `invalid input syntax for type numeric: "much"`],
  ["UPDATE coupons SET kind = 'FREE' WHERE id = $1", `invalid input value for enum kind: "FREE"`],
  ["SELECT id FROM coupons WHERE code = 5", "operator does not exist: text = integer"],
  [
    "INSERT INTO coupons (code, kind) VALUES ($1, $2) ON CONFLICT (kind) DO NOTHING",
    "there is no unique or exclusion constraint matching the ON CONFLICT specification",
  ],
])("%s is refused, and the next one is asked about as usual", async (statement, reason) => {
  const { statements } = await reader.describe(migrations, [statement, "SELECT id FROM coupons"]);
  expect([...statements.values()]).toMatchObject([{ kind: "refused", reason }, { kind: "fits" }]);
});

test("a migration that fails is named, and the next system is asked about as usual", async () => {
  const wrong = [{ name: "002-wrong", statements: [sql`CREATE TABLE a (b no_such_type)`] }];
  await expect(reader.describe(wrong, [])).rejects.toThrow(
    `migration "002-wrong" failed: type "no_such_type" does not exist`,
  );
  await expect(reader.describe(migrations, [])).resolves.toBeDefined();
});

test("generate reads the migrations of system.ts, whatever that file leaves open", async () => {
  await using project = await temporaryFolder();
  await mkdir(join(project.path, "node_modules"));
  await symlink(
    join(import.meta.dirname, "../../../runtime"),
    join(project.path, "node_modules/seqwright-runtime"),
  );
  await mkdir(join(project.path, "generated/coupons"), { recursive: true });
  const system = `import { sql, type SystemSetup } from "seqwright-runtime";
setInterval(() => undefined, 1_000);
export const setup: SystemSetup = {
  migrations: [{ name: "1", statements: [sql\`CREATE TABLE coupons (code text PRIMARY KEY, stock int NOT NULL)\`] }],
};`;
  await writeFile(join(project.path, "generated/coupons/system.ts"), system);
  const diagram = `@startuml
participant Coupons
database DB
-> Coupons : use(code)
Coupons -> DB : UPDATE coupons SET stok = stok - 1 WHERE code = :code
@enduml`;
  const host = nodeHost(project.path);
  for (const _ of ["asked", "remembered"]) {
    await using tables = knownTables(host, host.at("generated"));
    const { diagnostics } = await compile({
      sources: [sourceFile("diagrams/coupons.puml", diagram)],
      config: {},
      existing: new Map([["coupons/system.ts", system]]),
      tablesOf: tables.tablesOf,
    });
    expect(
      diagnostics.map(({ code, hint, source, span }) => [code, hint, positionAt(source, span.start).line]),
    ).toContainEqual(["text/sql-does-not-fit", `Did you mean "stock"?`, 5]);
  }
  await writeFile(join(project.path, "generated/coupons/system.ts"), "throw new Error('not today');");
  await using tables = knownTables(host, host.at("generated"));
  await expect(tables.tablesOf("coupons", ["SELECT 1"])).resolves.toMatchObject({
    unknown: expect.stringContaining("not today") as unknown,
  });
});
