import { expect, test } from "vitest";
import { rollback, sql, z, type SqlDatabase } from "../../../runtime/index.ts";
import {
  argument,
  asks,
  call,
  component,
  diagramProtocol,
  free,
  initiator,
  receives,
  reply,
  resource,
  sqlText,
  answers,
  from,
} from "../../../runtime/model/drawing/index.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

const drawn = diagramProtocol({
  name: "members",
  source: "diagrams/members.puml",
  participants: {
    U: initiator("U"),
    A: component("Members", { class: "Members", handler: "members.handler.ts", collaborators: { db: "DB" } }),
    DB: resource("DB", "sql"),
  },
  steps: [
    call("U", "A", "join(id)", { method: "join", args: [argument("id", free("id"), z.string())] }),
    call("A", "DB", "INSERT member", {
      method: "query",
      args: [argument("statement", sqlText`INSERT INTO member (id) VALUES (${from("id")})`)],
    }),
    call("A", "DB", "INSERT log", {
      method: "query",
      args: [argument("statement", sqlText`INSERT INTO log (id) VALUES (${from("id")})`)],
    }),
    reply("A", "U", "done"),
  ],
  orderings: {
    A: [
      receives("U", "join(id)"),
      asks("DB", "INSERT member"),
      asks("DB", "INSERT log"),
      answers("U", "done"),
    ],
  },
  policies: [],
  transactions: [
    {
      component: "A",
      database: "DB",
      text: "in one transaction",
      steps: ["A → DB: INSERT member", "A → DB: INSERT log"],
    },
  ],
  positions: {
    participants: [2, 3, 4],
    steps: [5, 7, 8, 10],
    fragments: [],
    policies: [],
    transactions: [6],
  },
});

type Join = (db: SqlDatabase, id: string) => Promise<unknown>;
const member = (db: SqlDatabase, id: string): Promise<unknown> =>
  db.query(sql`INSERT INTO member (id) VALUES (${id})`);
const log = (db: SqlDatabase, id: string): Promise<unknown> =>
  db.query(sql`INSERT INTO log (id) VALUES (${id})`);

async function verdictsOn(join: Join): ReturnType<typeof verdicts> {
  const A = ({ db }: { readonly db: SqlDatabase }) => ({
    join: async (id: string) => void (await join(db, z.string().parse(id))),
  });
  return withRuns(20, () => verdicts(drawn, { A }, "A"));
}

const right: Join = (db, id) =>
  db.transaction(async () => {
    await member(db, id);
    await log(db, id);
  });

test("a handler that keeps the transaction keeps the contract", async () => {
  const { order, atomicity, "fatal-fault": fault } = await verdictsOn(right);
  expect([order, atomicity, fault]).toEqual([undefined, undefined, undefined]);
});

test.each<[string, Join, RegExp]>([
  [
    "none",
    async (db, id) => [await member(db, id), await log(db, id)],
    /line 7 .* was called outside of the transaction that line 6 draws \(in one transaction\)\./,
  ],
  [
    "one that is over too early",
    async (db, id) => {
      await db.transaction(() => member(db, id));
      await log(db, id);
    },
    /line 8 .* was called outside of the transaction/,
  ],
  [
    "one for each statement",
    async (db, id) => {
      await db.transaction(() => member(db, id));
      await db.transaction(() => log(db, id));
    },
    /line 8 .* was called in a transaction of its own, apart from what comes before it/,
  ],
])("a handler with %s is caught", async (_, join, words) => {
  expect((await verdictsOn(join)).atomicity).toMatch(words);
});

test("a transaction that is committed although something in it failed is caught, and one that is rolled back is not", async () => {
  const swallowing =
    (last: () => unknown): Join =>
    (db, id) =>
      db.transaction(async () => {
        await member(db, id);
        try {
          await log(db, id);
        } catch (error) {
          const result = last();
          if (result === undefined) throw error;
          return result;
        }
        return undefined;
      });
  const { atomicity: report } = await verdictsOn(swallowing(() => "fine"));
  expect(report).toMatch(
    /line 8 .* failed with (?:a fatal error|an error that may pass), and the transaction of DB around it was to be committed all the same\./,
  );
  const { atomicity: undone } = await verdictsOn(swallowing(() => rollback("fine")));
  expect(undone).not.toMatch(/was to be committed/);
});
