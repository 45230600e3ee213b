import { setup as contentSetup } from "../../generated/event-콘텐츠생성완료구독/system.ts";
import { system as contentSystem } from "../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { system as pollingSystem } from "../../generated/content-이미지결과조회/wiring.gen.ts";
import { setup as userSetup } from "../../generated/workflow-engine/system.ts";
import { system as userSystem } from "../../generated/workflow-engine/wiring.gen.ts";
import { pollingClient } from "../../runtime/adapters/http/index.ts";
import { type KafkaConsumerEvent, kafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import { connectSystem } from "../../runtime/cli/connect-system.ts";
import { ensureTopics } from "../../runtime/cli/ensure-topics.ts";
import { RetryableError } from "../../runtime/errors.ts";
import { sql } from "../../runtime/sql.ts";
import { startServices } from "../../runtime/services/start-services.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { startSystem } from "../../runtime/system/start-system.ts";
import type { ArrowObserver } from "../../runtime/trace/arrow-observer.ts";
import { traceRecorder } from "../../runtime/trace/trace-recorder.ts";
import { freshDatabase } from "../support/workflow/fresh-database.ts";
import { until } from "../support/workflow/until.ts";
import { showContent, showUsers } from "./demo-findings.ts";
import { type DemoInput, demoInput, keepJob, publishContent, publishUsers } from "./demo-input.ts";
import { demoReport, type DemoReport } from "./demo-report.ts";
import { topicContents } from "./topic-contents.ts";

/** All three systems at work on real servers, with input of their own, and what became of it. */
async function demo(report: DemoReport): Promise<void> {
  const services = await startServices({ log: (line) => void process.stderr.write(`${line}\n`) });
  const brokers = services.kafka.address.brokers;
  const input = demoInput();
  await using database = await freshDatabase(services.postgres.address.url);
  await using topics = await topicContents(brokers);
  await using producer = kafkaProducer({ brokers });
  const consumed: KafkaConsumerEvent[] = [];
  await using connections = await connectSystem(
    {
      kafka: services.kafka.address,
      minio: services.minio.address,
      redis: services.redis.address,
      postgres: { url: database.url },
    },
    { http: {}, onConsumerEvent: (event) => void consumed.push(event), consumer: { commitIntervalMs: 50 } },
  );
  const clients = connections.options.clients as ResourceClients;
  const trace = traceRecorder();
  const everyTopic = [input.contentTopic, input.userTopic];
  await ensureTopics(brokers, everyTopic);

  try {
    const observers = [trace, oneLostConnection()];
    const common = { ...connections.options, observers };
    await using _content = await startSystem(contentSystem, {
      ...contentSetup,
      ...common,
      topics: { Consumer: input.contentTopic },
      groupId: input.contentTopic,
    });
    await using _users = await startSystem(userSystem, {
      ...userSetup,
      ...common,
      topics: { KafkaListener: input.userTopic },
      groupId: input.userTopic,
    });
    await using polling = await startSystem(pollingSystem, common);

    await prepareDrafts(clients, input);
    await Promise.all([publishContent(producer, input), publishUsers(producer, input)]);
    await pollJobs(clients, input, polling.url ?? "", report);
    for (const topic of everyTopic)
      await until(`${topic} is worked off`, () => topics.isWorkedOff(topic, topic), 60_000);

    await showContent(clients, input, topics, consumed, report);
    await showUsers(clients, input, topics, report);
    report.heading("Trace");
    report.line(
      `${trace.events.length} arrows, from ${new Set(trace.events.map(({ run }) => run)).size} messages and requests`,
    );
    report.promise(
      "every one of them is an arrow of its diagram",
      trace.events.every(({ step, method }) => step !== undefined || method === "pendingActions"),
    );
  } finally {
    await cleanUp(clients, input);
    await topics.remove([...everyTopic, ...everyTopic.map((topic) => `${topic}-dlt`)]).catch(() => undefined);
  }
}

/** The first time that images are saved, the database is away: what happens then is to be seen, too. */
function oneLostConnection(): ArrowObserver {
  let isLost = false;
  return {
    async observe(arrow, proceed) {
      if (arrow.method !== "updateContentImages" || isLost) return proceed();
      isLost = true;
      throw new RetryableError("the connection to PostgreSQL was lost (made up for this demonstration)");
    },
  };
}

async function prepareDrafts({ sql: db, redis }: ResourceClients, { drafts }: DemoInput): Promise<void> {
  for (const draft of drafts) {
    await db.query(sql`INSERT INTO event_drafts (event_draft_id) VALUES (${draft})`);
    await redis.set(`event:draft:${draft}`, "without images", { ttlSeconds: 604_800 });
  }
}

async function pollJobs(
  { redis }: ResourceClients,
  { jobs }: DemoInput,
  url: string,
  report: DemoReport,
): Promise<void> {
  const { protocol, policies } = pollingSystem;
  await keepJob(redis, protocol, jobs.completed, "COMPLETED");
  await keepJob(redis, protocol, jobs.processing, "PROCESSING");
  await keepJob(redis, protocol, jobs.failed, "FAILED");
  let asked = 0;
  const client = pollingClient({
    url: `${url}/api/content/jobs/{jobId}/status`,
    ...policies.polling,
    fetch: async (...args) => {
      const response = await fetch(...args);
      asked += 1;
      return response;
    },
  });
  const finishing = until("the client has asked", () => asked > 0).then(() =>
    keepJob(redis, protocol, jobs.processing, "COMPLETED"),
  );
  report.heading("HTTP: GET /api/content/jobs/{jobId}/status, polled");
  const expected = {
    processing: [200, "COMPLETED"],
    completed: [200, "COMPLETED"],
    failed: [200, "FAILED"],
    missing: [404, "JOB_001"],
  } as const;
  for (const [state, [status, word]] of Object.entries(expected)) {
    const jobId = jobs[state as keyof typeof jobs];
    const result = await client.poll({ jobId });
    await finishing;
    const answer = result.kind === "done" ? result.answer : undefined;
    const text = JSON.stringify(answer?.body);
    report.line(`${jobId}: ${answer?.status} ${text}, after ${result.attempts} requests`);
    report.promise(
      `a job that is ${state} ends in ${status} ${word}`,
      answer?.status === status && text.includes(word),
    );
  }
  report.promise("a job under way is asked for again, every 2 seconds", asked > Object.keys(expected).length);
  report.promise("jobs are kept for an hour", within(await redis.ttl(`job:${jobs.completed}`), 3600));
  report.promise(
    "image URLs are kept for 7 days",
    within(await redis.ttl(`content:image:${jobs.completed}`), 604_800),
  );
}

async function cleanUp(
  { redis, admin, objects }: ResourceClients,
  { drafts, users, jobs }: DemoInput,
): Promise<void> {
  const names = Object.values(jobs);
  await redis.del(
    ...drafts.map((draft) => `event:draft:${draft}`),
    ...names.flatMap((job) => [`job:${job}`, `job:${job}:error`, `content:image:${job}`]),
  );
  for (const user of users) {
    await admin.removeUser(user);
    await objects.remove("users", `${user}/`);
  }
}

/** Nearly all of that time is left. */
function within(seconds: number, kept: number): boolean {
  return seconds > kept - 120 && seconds <= kept;
}

const report = demoReport((line) => void process.stdout.write(`${line}\n`));
await demo(report);
report.heading(report.broken === 0 ? "All promises were kept." : `${report.broken} promises were BROKEN.`);
process.exitCode = report.broken === 0 ? 0 : 1;
