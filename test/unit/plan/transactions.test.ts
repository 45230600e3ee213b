import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { positionAt, sourceFile } from "../../../generator/source/source-file.ts";

interface Written {
  readonly handler: string;
  /** The words of the warnings about transactions, with their lines. */
  readonly warnings: readonly string[];
}

/** The first line of `lines` is line 6. */
async function written(lines: string): Promise<Written> {
  const source = sourceFile(
    "diagrams/shop.puml",
    `@startuml\nactor C\nparticipant Shop\ndatabase DB\nC -> Shop : POST /pay {id, lines: [{sku}]}\n${lines}\n@enduml\n`,
  );
  const { value, diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  const files = value.flatMap((diagram) => diagram.files);
  return {
    handler: files.find(({ path }) => path.endsWith("shop.handler.ts"))?.content ?? "",
    warnings: diagnostics.flatMap(({ code, message, span }) =>
      code === "plan/transaction-not-kept" || code === "plan/refusal-commits"
        ? [`${positionAt(source, span?.start ?? 0).line} ${message}`]
        : [],
    ),
  };
}

const pay = "Shop -> DB : UPDATE orders SET paid = true WHERE id = :id";
const log = "Shop -> DB : INSERT INTO log (id) VALUES (:id)";

test.each([
  ["answers", "Bank --> Shop : receipt", "Bank --> Shop : declined"],
  ["guards in Korean", "Bank --> Shop : 승인", "Bank --> Shop : 거절"],
])("a branch that rolls back by different %s answers with rollback()", async (_, one, other) => {
  const { handler, warnings } = await written(`Shop -> DB : BEGIN
${pay}
Shop -> Bank : charge(id)
alt charged
  ${one}
  Shop -> DB : COMMIT
  Shop --> C : 201
else declined
  ${other}
  Shop -> DB : ROLLBACK
  Shop --> C : 402
end`);
  expect(warnings).toEqual([]);
  expect(handler).toContain("return this.#db.transaction(async () => {");
  expect(handler).toContain("return rollback({ status: 402 });");
  expect(handler).toContain("return { status: 201 };");
});

test("every answer of a branch that rolls back undoes the transaction", async () => {
  const { handler, warnings } = await written(`Shop -> DB : 트랜잭션 시작
${pay}
DB --> Shop : 건수
alt 건수 = 0
  Shop -> DB : 롤백
  alt vip
    Shop --> C : 409
  else
    Shop --> C : 422
  end
else
  Shop -> DB : 커밋
  Shop --> C : 201
end`);
  expect(warnings).toEqual([]);
  expect(handler).toContain("return rollback({ status: 409 });");
  expect(handler).toContain("return rollback({ status: 422 });");
});

test("a branch that shares its answer with the others answers with it by itself", async () => {
  const { handler, warnings } = await written(`Shop -> DB : BEGIN
${pay}
DB --> Shop : affected rows
alt affected rows = 0
  Shop -> DB : ROLLBACK
else
  ${log}
  Shop -> DB : COMMIT
end
Shop --> C : 202`);
  expect(warnings).toEqual([]);
  expect(handler).toContain("return rollback({ status: 202 });");
});

test("what begins and ends in a round is a transaction of that round", async () => {
  const { handler, warnings } = await written(`loop for each line in lines
  Shop -> DB : BEGIN
  Shop -> DB : DELETE FROM cart WHERE sku = :line.sku
  ${log}
  Shop -> DB : COMMIT
end
Shop --> C : 200`);
  expect(warnings).toEqual([]);
  expect(handler).toMatch(/for \(const line of .*\) \{\n\s+await this\.#db\.transaction\(/u);
});

test.each([
  {
    what: "a ROLLBACK that all go on after",
    lines: `Shop -> DB : BEGIN\n${pay}\nalt odd\n${log}\nShop -> DB : ROLLBACK\nelse\nShop -> DB : COMMIT\nend\n${log}\nShop --> C : 200`,
    warning: /^10 .*"ROLLBACK".*nothing is undone/u,
  },
  {
    what: "steps behind a COMMIT in its branch",
    lines: `Shop -> DB : BEGIN\n${pay}\nalt odd\nShop -> DB : ROLLBACK\nShop --> C : 409\nelse\nShop -> DB : COMMIT\n${log}\nShop --> C : 200\nend`,
    warning: /^12 .*"COMMIT".*becomes part of the transaction/u,
  },
  {
    what: "a COMMIT without BEGIN",
    lines: `${pay}\nShop -> DB : COMMIT\nShop --> C : 200`,
    warning: /^7 .*"COMMIT".*no BEGIN/u,
  },
  {
    what: "a BEGIN without end",
    lines: `Shop -> DB : BEGIN\n${pay}\n${log}\nShop --> C : 200`,
    warning: /^6 .*"BEGIN".*no COMMIT or ROLLBACK/u,
  },
  {
    what: "a break that leaves the block and the loop around it",
    lines: `loop for each line in lines\nShop -> DB : BEGIN\n${pay}\nbreak done\nShop -> Shop : note()\nend\n${log}\nShop -> DB : COMMIT\nend\nShop --> C : 200`,
    warning: /^7 .*"BEGIN".*leaves it in the middle/u,
  },
])("$what is told", async ({ lines, warning }) => {
  const { warnings } = await written(lines);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(warning);
});

test.each([
  `group transaction\n${pay}\n${log}\nend\nShop --> C : 200`,
  `== 결제 트랜잭션 ==\n${pay}\n${log}\n== 응답 ==\nShop --> C : 200`,
  `Shop -> DB : BEGIN\n${pay}\n${log}\nShop -> DB : COMMIT\nShop --> C : 200`,
  `loop for each line in lines\nShop -> DB : BEGIN\n${pay}\n${log}\nShop -> DB : COMMIT\nShop -> Shop : note()\nend\nShop --> C : 200`,
])("a transaction that is kept is not told: %s", async (lines) => {
  const { handler, warnings } = await written(lines);
  expect(handler).toContain("transaction(async () => {");
  expect(warnings).toEqual([]);
});

test.each(["\\n", "; "])(
  "BEGIN … COMMIT in one label is a transaction of its statements: %o",
  async (between) => {
    const statements = ["BEGIN", ...[pay, log].map((line) => line.replace(/^[^:]*: /, "")), "COMMIT"];
    const { handler, warnings } = await written(`Shop -> DB : ${statements.join(between)}\nShop --> C : 200`);
    expect(handler.match(/transaction\(async \(\) => \{[^}]*\}[^}]*\}/)?.[0]).toMatch(/query[^]*query/);
    expect(warnings).toEqual([]);
  },
);

test.each([
  ["409 Conflict", "group transaction", "end"],
  ["재고 부족", "== 결제 트랜잭션 ==", ""],
  ["throw OutOfStockException", "== 決済トランザクション ==", ""],
  ["200 OK", "group DB transaction", "end"],
  ["在庫不足", "critical 트랜잭션", "end"],
  ["payment declined", "Shop -> DB : BEGIN", "Shop -> DB : COMMIT"],
])("a branch that answers %s inside of a transaction: what it keeps is told", async (answer, begin, end) => {
  const { warnings } = await written(`${begin}
${pay}
${log}
Shop -> Bank : check(id)
break refused
  Shop --> C : ${answer}
end
Shop -> DB : INSERT INTO outbox (id) VALUES (:id)
${end}
Shop --> C : 201 Created`);
  const isRefusal = !/throw|200/.test(answer);
  expect(warnings).toEqual(
    isRefusal ? [`11 The answer "${answer}" ends the transaction, and what lines 7, 8 wrote stays.`] : [],
  );
});

test.each(["Shop -> DB : ROLLBACK", "Shop -> DB : COMMIT"])(
  "a branch that refuses and says %s is meant so",
  async (end) => {
    const { warnings } = await written(`Shop -> DB : BEGIN
${log}
Shop -> Bank : check(id)
alt refused
  ${end}
  Shop --> C : 409
else
  ${pay}
  Shop -> DB : COMMIT
  Shop --> C : 201
end`);
    expect(warnings).toEqual([]);
  },
);

test("a statement that only tried, and met no row, leaves nothing to undo", async () => {
  const { warnings } = await written(`group transaction
${pay}
DB --> Shop : affected rows
break affected rows = 0
  Shop --> C : 404
end
${log}
end
Shop --> C : 201`);
  expect(warnings).toEqual([]);
});
