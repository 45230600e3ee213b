import { protocol as userProtocol } from "../../generated/workflow-engine/steps.gen.ts";
import { kafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import { ensureTopics } from "../../runtime/adapters/kafka/client/ensure-topics.ts";
import type { ServiceAddresses } from "../../generator/services/index.ts";
import { sql } from "../../runtime/sql/sql.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { life } from "../chaos/life.ts";
import { until } from "../support/workflow/until.ts";
import { showContent } from "./demo-content.ts";
import { type DemoInput, publishContent, publishUsers } from "./demo-input.ts";
import { pollJobs } from "./demo-polling.ts";
import type { DemoReport } from "./demo-report.ts";
import { demoSystems } from "./demo-systems.ts";
import { showUsers } from "./demo-users.ts";
import { topicContents } from "../../runtime/adapters/kafka/topic-contents.ts";

const firstPath =
  "loop For each pending action from DB › Handler → MinioSvc: createObjectPathCompletableFuture(entity)";

/** All three systems at work on these servers, with input of their own, and what became of it. */
export async function runDemo(
  addresses: ServiceAddresses,
  input: DemoInput,
  report: DemoReport,
): Promise<void> {
  const { brokers } = addresses.kafka;
  const { contentTopic, userTopic, users, hopelessUser } = input;
  const [ada = "", ...others] = users;
  await ensureTopics({ brokers, topics: [contentTopic, userTopic] });
  await using topics = await topicContents(brokers);
  await using producer = kafkaProducer({ brokers });
  await using systems = await demoSystems(addresses, input);
  await prepareDrafts(systems.clients, input);

  report.heading(`A worker of ${userProtocol.source} is killed (SIGKILL) in the middle`);
  await publishUsers(producer, input, [ada]);
  await life({
    diagram: userProtocol.name,
    addresses,
    topics: { KafkaListener: userTopic },
    groupId: userTopic,
    die: { when: "before", at: firstPath },
  }).over;
  report.line(
    `${ada} has an account in MinIO, and no path: line ${userProtocol.steps[firstPath]?.line} is where it died.`,
  );

  report.heading("What comes in, now that all three systems are up");
  report.table([
    [
      contentTopic,
      "ContentCreated",
      `${input.drafts.length} drafts, one of them twice; 3 that nobody can handle`,
    ],
    [userTopic, "UserRegistered", `${others.length} users more, one of them twice; "${hopelessUser}"`],
    ["HTTP", "GET …/status", Object.values(input.jobs).join(", ")],
  ]);
  const url = await systems.start();
  await Promise.all([
    publishContent(producer, input),
    publishUsers(producer, input, [...others, ...others.slice(-1), hopelessUser]),
  ]);
  await pollJobs(systems.clients.redis, input, url, report);
  for (const topic of [contentTopic, userTopic])
    await until(`${topic} is worked off`, () => topics.isWorkedOff(topic, topic), 60_000);

  await showContent(systems, input, topics, report);
  await showUsers(systems, input, topics, report);

  const { events } = systems.trace;
  report.heading("Trace");
  report.line(`${events.length} calls crossed an arrow.`);
  report.promise(
    "every one of them is an arrow of its diagram",
    // The loop's items are asked for by a method that no arrow draws.
    events.every(({ step, method }) => step !== undefined || method === "pendingActions"),
  );
}

async function prepareDrafts({ sql: db, redis }: ResourceClients, { drafts }: DemoInput): Promise<void> {
  for (const draft of drafts) {
    await db.query(sql`INSERT INTO event_drafts (event_draft_id) VALUES (${draft})`);
    await redis.set(`event:draft:${draft}`, "without images", { ttlSeconds: 604_800 });
  }
}
