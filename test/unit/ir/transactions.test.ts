import { expect, test } from "vitest";
import { transactionBoundary } from "../../../generator/text/shapes/parse-transaction.ts";
import { linked } from "../../support/linked.ts";

/** How each transaction is said, and the arrows inside, in the diagram's words. */
function transactionsOf(lines: string): readonly string[] {
  const { model } = linked(`participant A\nparticipant B\ndatabase DB\nX -> A : start(id)\n${lines}`);
  const texts = new Map(model.steps.map(({ id, text }) => [id, text]));
  return model.transactions.map(
    ({ said, steps }) => `${said}: ${steps.map((id) => texts.get(id)).join(", ")}`,
  );
}

test.each(["== Registration Transaction ==", "== 등록 트랜잭션 ==", "== 登録トランザクション =="])(
  "what stands under the divider %s is one transaction, to the next divider",
  (divider) => {
    const found = transactionsOf(`
      ${divider}
      A -> DB : INSERT Member
      A -> DB : INSERT Log
      == Welcome ==
      A -> B : greet(id)
    `);
    expect(found).toEqual(["divider: INSERT Member, INSERT Log"]);
  },
);

test.each(["group DB transaction", "critical 트랜잭션"])(
  "what stands inside of %s is one transaction",
  (frame) => {
    const found = transactionsOf(`
    ${frame}
      A -> DB : INSERT Member
      opt new
        A -> DB : INSERT Log
      end
    end
    A -> B : greet(id)
  `);
    expect(found).toEqual(["frame: INSERT Member, INSERT Log"]);
  },
);

test.each(["note right: in a single transaction", "note right: 하나의 트랜잭션으로 처리"])(
  "%s means the call with all that is done because of it",
  (note) => {
    const found = transactionsOf(`
      A -> B : save(id)
      ${note}
      B -> DB : INSERT Member
      B -> DB : INSERT Log
      B --> A : saved
      A -> DB : INSERT Audit
    `);
    expect(found).toEqual(["note: save(id), INSERT Member, INSERT Log, saved"]);
  },
);

test.each([
  ["BEGIN", "COMMIT"],
  ["START TRANSACTION;", "commit()"],
  ["트랜잭션 시작", "커밋"],
])("from %s to %s is one transaction", (begin, end) => {
  const found = transactionsOf(`
    A -> DB : ${begin}
    A -> DB : INSERT Member
    A -> DB : ${end}
    A -> DB : INSERT Audit
  `);
  expect(found).toEqual(["arrows: INSERT Member"]);
});

test("branches that commit and roll back end one transaction", () => {
  const found = transactionsOf(`
    A -> DB : BEGIN
    A -> DB : INSERT Member
    alt valid
      A -> DB : COMMIT
    else invalid
      A -> DB : ROLLBACK
    end
    A -> B : greet(id)
  `);
  expect(found).toEqual(["arrows: INSERT Member"]);
});

test("two sessions of one database are two transactions", () => {
  const found = transactionsOf(`
    A -> DB : BEGIN
    A -> DB : COMMIT
    A -> DB : BEGIN
    A -> DB : INSERT Log
    A -> DB : COMMIT
  `);
  expect(found).toEqual(["arrows: ", "arrows: INSERT Log"]);
});

test("a comment means the call that it stands below, with all that is done because of it", () => {
  const found = transactionsOf("' @seqwright policy transaction\nA -> DB : INSERT Member");
  expect(found).toEqual(["directive: start(id), INSERT Member"]);
});

test.each(["beginning", "commit the order", "BEGIN the checkout", "롤백 안내", "endless", ""])(
  '"%s" is no boundary of a transaction',
  (text) => expect(transactionBoundary(text)).toBeUndefined(),
);

test("a transaction is opened where all its statements come together, and by whoever does that", () => {
  const { model } = linked(`participant A
    participant B
    participant C
    database DB
    X -> A : start(id)
    group transaction
      A -> B : save(id)
      B -> DB : INSERT Member
      A -> C : log(id)
      C -> DB : INSERT Log
    end
    A -> DB : INSERT Audit`);
  const [transaction] = model.transactions;
  expect(transaction?.openings).toEqual([
    {
      component: "A",
      database: "DB",
      operation: "X → A: start(id)",
      steps: ["A → B: save(id)", "A → C: log(id)"],
    },
  ]);
  expect(model.participants.find(({ code }) => code === "A")?.collaborators).toContain("DB");
});

test("one statement alone needs no transaction, unless arrows draw one; said twice, it is one", () => {
  const openings = (lines: string): number =>
    linked(`participant A\ndatabase DB\nX -> A : start(id)\n${lines}`).model.transactions.flatMap(
      (transaction) => transaction.openings,
    ).length;
  expect(openings("group transaction\nA -> DB : INSERT Member\nend")).toBe(0);
  expect(openings("group transaction\nloop 3 times\nA -> DB : INSERT Member\nend\nend")).toBe(1);
  expect(openings("A -> DB : BEGIN\nA -> DB : INSERT Member\nA -> DB : COMMIT")).toBe(1);
  expect(
    openings(
      "group transaction\nA -> DB : BEGIN\nA -> DB : INSERT Member\nA -> DB : INSERT Log\nA -> DB : COMMIT\nend",
    ),
  ).toBe(1);
});
