import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import { setup } from "../../../generated/workflow-engine/system.ts";
import { system } from "../../../generated/workflow-engine/wiring.gen.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import type { ResourceClients } from "../../../runtime/system/system-definition.ts";
import { life } from "../../chaos/life.ts";
import { eventually, gate, json, testTopic } from "../kafka/kafka-fixture.ts";
import { arrows, before, testDatabase, testSystem } from "./system-fixture.ts";

const newUser = () => {
  const id = randomUUID().slice(0, 12);
  return { userId: `user-${id}`, eventId: `event-${id}`, displayName: "Ada" };
};

const registered = (user: ReturnType<typeof newUser>) => ({ key: user.userId, value: json(user) });

const engine = { retry: { delayMs: 20, delayMaxMs: 50 }, lease: { durationMs: 1500 } };

const stateOf = async ({ sql: db }: ResourceClients, userId: string) => {
  const { rows } = await db.query(sql`SELECT active, minio_add_user, minio_add_path
    FROM user_entity JOIN required_action USING (user_id) WHERE user_id = ${userId}`);
  return rows[0];
};

const finished = { active: true, minio_add_user: true, minio_add_path: true };

const expectInMinio = async ({ admin, objects }: ResourceClients, userId: string): Promise<void> => {
  expect(await admin.userInfo(userId)).toMatchObject({ status: "enabled" });
  expect(await objects.stat("users", `${userId}/`)).toMatchObject({ sizeBytes: 0 });
};

test("a registration is worked off in the background, and acknowledged at its end", async () => {
  const topic = await testTopic();
  const { clients, trace } = await testSystem(system, {
    setup,
    topic,
    engine,
    databaseUrl: await testDatabase(),
  });
  const user = newUser();

  await topic.produce(registered(user));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(await stateOf(clients, user.userId)).toEqual(finished);
  await expectInMinio(clients, user.userId);
  expect(arrows(trace.events)).toEqual([
    "UserRepo → DB: insertUserAndEventLog",
    "ActionStore → DB: insertRequiredActions",
    "UserRepo → ActionStore: addRegisterAction",
    "Handler → UserRepo: persistUser",
    "KafkaListener → Handler: eventToEntity",
    "Handler → DB: pendingActions",
    "Handler → MinioSvc: minioAddUserCompletableFuture",
    "ActionStore → DB: updateRequiredAction",
    "Handler → ActionStore: updateTask",
    "Handler → MinioSvc: createObjectPathCompletableFuture",
    "ActionStore → DB: updateRequiredAction",
    "Handler → ActionStore: updateTask",
    "UserRepo → DB: updateUserEntity",
    "Handler → UserRepo: updateUser",
    "Handler → KafkaListener: acknowledge",
  ]);
  expect(trace.events.filter(({ method }) => method === "updateTask").map(({ line }) => line)).toEqual([
    33, 41,
  ]);
  expect(new Set(trace.events.map(({ run }) => run)).size).toBe(1);
});

test("the listener is free at once, and an offset is committed only when all before it are done", async () => {
  const topic = await testTopic();
  const slow = gate();
  let isFirst = true;
  const { clients } = await testSystem(system, {
    setup,
    topic,
    engine,
    databaseUrl: await testDatabase(),
    observers: [
      before(
        ({ method }) => method === "minioAddUserCompletableFuture" && isFirst,
        () => {
          isFirst = false;
          return slow.opened;
        },
      ),
    ],
  });
  const [first, second] = [newUser(), newUser()];

  await topic.produce(registered(first));
  await eventually(() => expect(isFirst).toBe(false));
  await topic.produce(registered(second));
  await eventually(async () => expect(await stateOf(clients, second.userId)).toEqual(finished));
  expect(await topic.committed()).toBeLessThanOrEqual(0);

  slow.open();
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(await stateOf(clients, first.userId)).toEqual(finished);
});

test("the offset waits for the acknowledgement, though every action is done and the user is active", async () => {
  const topic = await testTopic();
  const [reached, last] = [gate(), gate()];
  const { clients } = await testSystem(system, {
    setup,
    topic,
    engine,
    databaseUrl: await testDatabase(),
    observers: [
      before(
        ({ method }) => method === "acknowledge",
        () => {
          reached.open();
          return last.opened;
        },
      ),
    ],
  });
  const user = newUser();

  await topic.produce(registered(user));
  await reached.opened;
  expect(await stateOf(clients, user.userId)).toEqual(finished);
  expect(await topic.committed()).toBeLessThanOrEqual(0);

  last.open();
  await eventually(async () => expect(await topic.committed()).toBe(1));
});

test("user, event and required actions are there together or not at all", async () => {
  const topic = await testTopic();
  const again = gate();
  let tries = 0;
  const { clients, trace } = await testSystem(system, {
    setup,
    topic,
    engine,
    databaseUrl: await testDatabase(),
    observers: [
      before(
        ({ method }) => method === "eventToEntity" && tries++ > 0,
        () => again.opened,
      ),
      before(
        ({ method }) => method === "insertRequiredActions" && tries === 1,
        () => {
          throw new RetryableError("the connection was lost");
        },
      ),
    ],
  });
  const user = newUser();

  await topic.produce(registered(user));
  await trace.waitFor(({ method, outcome }) => method === "eventToEntity" && outcome.kind === "threw");
  const { rows } = await clients.sql.query(
    sql`SELECT user_id FROM user_entity UNION SELECT user_id FROM event_log UNION SELECT user_id FROM required_action`,
  );
  expect(rows).toEqual([]);

  again.open();
  await eventually(async () => expect(await topic.committed()).toBe(1));
  expect(await stateOf(clients, user.userId)).toEqual(finished);
});

test("a fault that passes is retried from exactly the action that failed", async () => {
  const topic = await testTopic();
  let left = 2;
  const { clients, trace } = await testSystem(system, {
    setup,
    topic,
    engine,
    databaseUrl: await testDatabase(),
    observers: [
      before(
        ({ method }) => method === "createObjectPathCompletableFuture" && left-- > 0,
        () => {
          throw new RetryableError("MinIO is restarting");
        },
      ),
    ],
  });
  const user = newUser();

  await topic.produce(registered(user));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(await stateOf(clients, user.userId)).toEqual(finished);
  const asked = arrows(trace.events).filter((arrow) => /: (?:minioAdd|create|persist)/.test(arrow));
  expect(asked).toEqual([
    "Handler → UserRepo: persistUser",
    "Handler → MinioSvc: minioAddUserCompletableFuture",
    "Handler → MinioSvc: createObjectPathCompletableFuture ✗ RetryableError",
    "Handler → MinioSvc: createObjectPathCompletableFuture ✗ RetryableError",
    "Handler → MinioSvc: createObjectPathCompletableFuture",
  ]);
});

test("an action that can never succeed fails its workflow visibly, and the event is dead-lettered", async () => {
  const topic = await testTopic();
  const doomed = newUser();
  let isDoomed = true;
  const { clients, consumed, events } = await testSystem(system, {
    setup,
    topic,
    engine,
    databaseUrl: await testDatabase(),
    observers: [
      before(
        ({ method }) => method === "createObjectPathCompletableFuture" && isDoomed,
        () => {
          isDoomed = false;
          throw new FatalError("the bucket's name is not allowed");
        },
      ),
    ],
  });
  await topic.produce(registered(doomed));
  await eventually(async () => expect(await topic.committed()).toBe(1));

  expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toMatchObject([{ reason: "fatal" }]);
  const letters = await topic.read(`${topic.name}-dlt`);
  expect(letters.map(({ message }) => message.value?.toString())).toEqual([json(doomed)]);
  expect(events.flatMap((event) => (event.kind === "workflow" ? [event.event.kind] : []))).toContain(
    "failed",
  );
  expect(await stateOf(clients, doomed.userId)).toEqual({
    active: false,
    minio_add_user: true,
    minio_add_path: false,
  });

  const next = newUser();
  await topic.produce(registered(next));
  await eventually(async () => expect(await stateOf(clients, next.userId)).toEqual(finished));
});

test("an event that comes again begins no second workflow", async () => {
  const topic = await testTopic();
  const { clients, trace, events } = await testSystem(system, {
    setup,
    topic,
    engine,
    databaseUrl: await testDatabase(),
  });
  const user = newUser();

  await topic.produce(registered(user), registered(user));
  await eventually(async () => expect(await topic.committed()).toBe(2));

  expect(await stateOf(clients, user.userId)).toEqual(finished);
  expect(events.filter(({ kind }) => kind === "duplicate")).toHaveLength(1);
  expect(trace.events.filter(({ to }) => to === "MinioSvc")).toHaveLength(2);
});

const actions = [
  "persistUser",
  "minioAddUserCompletableFuture",
  "createObjectPathCompletableFuture",
  "updateUser",
];

// Where the first worker dies, and how many of the actions the second one must not take again.
const loop = "loop For each pending action from DB";
const deaths = [
  { when: "answered", at: "Handler → UserRepo: persistUser(entity)", doneCount: 0 },
  {
    when: "answered",
    at: `${loop} › Handler → MinioSvc: minioAddUserCompletableFuture(entity)`,
    doneCount: 1,
  },
  {
    when: "before",
    at: `${loop} › Handler → MinioSvc: createObjectPathCompletableFuture(entity)`,
    doneCount: 2,
  },
  { when: "before", at: "Handler → KafkaListener: ack.acknowledge()", doneCount: 4 },
] as const;

test.for(deaths)(
  "killed $when: $at, a worker's workflow is finished by another",
  async ({ when, at, doneCount }) => {
    const topic = await testTopic();
    const databaseUrl = await testDatabase();
    const user = newUser();
    await topic.produce(registered(user));
    await life({
      diagram: "workflow-engine",
      addresses: { ...inject("services"), postgres: { url: databaseUrl } },
      topics: { KafkaListener: topic.name },
      groupId: topic.group,
      die: { when, at },
    }).over;

    const { clients, trace } = await testSystem(system, { setup, topic, databaseUrl, engine });
    await eventually(async () => expect(await topic.committed()).toBe(1));

    expect(await stateOf(clients, user.userId)).toEqual(finished);
    await expectInMinio(clients, user.userId);
    const { rows } = await clients.sql.query(sql`SELECT user_id FROM event_log`);
    expect(rows).toHaveLength(1);
    const takenAgain = trace.events.map((event) => event.method).filter((taken) => actions.includes(taken));
    expect(takenAgain).toEqual(actions.slice(doneCount));
  },
);
