import { expect, test } from "vitest";
import { sql } from "../../../runtime/sql/sql.ts";
import { system } from "../../own-diagrams/generated/회원가입-사가/wiring.gen.ts";
import { eventually, json, type TestTopic, testTopic } from "../kafka/kafka-fixture.ts";
import { testDatabase, testSystem } from "./system-fixture.ts";

const users = {
  name: "001-users",
  statements: [sql`CREATE TABLE users (user_id text PRIMARY KEY, email text, user_name text, status text)`],
};

/** The generated system with both receivers of registrations noting what they get. */
async function started(topic: TestTopic) {
  const got: string[] = [];
  const noting = (who: string) => ({
    onUserRegistered: async ({ userId }: { readonly userId: string }) => void got.push(`${who} ${userId}`),
  });
  const started = await testSystem(system, {
    databaseUrl: await testDatabase(),
    topics: { Events: topic.name },
    groupId: topic.group,
    migrations: [users],
    participants: { Chat: noting("chat"), CustomerSvc: noting("customer") },
  });
  return { ...started, got };
}

const record = (type: string, value: object) => ({ headers: { "event-type": type }, value: json(value) });

test("of the types in a topic only those that are drawn are handled, and the others are skipped", async () => {
  const topic = await testTopic();
  const { got, consumed } = await started(topic);

  const user = { userId: "u-1", email: "u@example.com" };
  await topic.produce(
    record("UserDeleted", user),
    record("UserRenamed", { name: "somebody" }),
    record("UserRegistered", user),
  );
  await eventually(async () => expect(await topic.committed()).toBe(3));

  expect(got).toEqual(["chat u-1", "customer u-1"]);
  expect(consumed.filter(({ kind }) => kind === "skipped")).toHaveLength(2);
  expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toEqual([]);
});

test("a request leads to an event, with its type, that reaches all to whom it is drawn", async () => {
  const topic = await testTopic();
  const { got, running, clients } = await started(topic);

  const body = json({ userId: "u-2", email: "u@example.com", userName: "유저" });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${running.url}/users`, { method: "POST", headers, body });
  expect(answer.status).toBe(202);
  await eventually(() => expect(got).toEqual(["chat u-2", "customer u-2"]));

  const [published] = await topic.read();
  expect(published?.message.headers?.["event-type"]?.toString()).toBe("UserRegistered");
  expect(JSON.parse(published?.message.value?.toString() ?? "")).toEqual({
    userId: "u-2",
    email: "u@example.com",
  });

  await topic.produce(record("UserResponse", { userId: "u-2", serviceName: "chat", result: "FAIL" }));
  await eventually(async () => {
    const { rows } = await clients.sql.query(sql`SELECT status FROM users`);
    expect(rows).toEqual([{ status: "FAILED" }]);
  });
  const types = async () =>
    (await topic.read()).map(({ message }) => message.headers?.["event-type"]?.toString());
  await eventually(async () =>
    expect(await types()).toEqual(["UserRegistered", "UserResponse", "UserRegistrationFailed"]),
  );
});

test("a payload that is not what is drawn is refused where it comes in", async () => {
  const topic = await testTopic();
  const { got, consumed } = await started(topic);
  await topic.produce(record("UserRegistered", { userId: "u-3" }));
  await eventually(() => expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toHaveLength(1));
  expect(got).toEqual([]);
});
