import type { KafkaConsumerEvent } from "../../runtime/adapters/kafka/index.ts";
import { sql } from "../../runtime/sql.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { type DemoInput, imagesOf } from "./demo-input.ts";
import type { DemoReport } from "./demo-report.ts";
import type { TopicContents } from "./topic-contents.ts";

/** What the ContentCreated consumer left in Kafka, PostgreSQL and Redis. */
export async function showContent(
  { sql: db, redis }: ResourceClients,
  { contentTopic, drafts }: DemoInput,
  topics: TopicContents,
  consumed: readonly KafkaConsumerEvent[],
  report: DemoReport,
): Promise<void> {
  const published = await topics.read(contentTopic);
  const letters = await topics.read(`${contentTopic}-dlt`);
  report.heading("Kafka: ContentCreated");
  report.table([
    [contentTopic, `${published.length} records`],
    [`${contentTopic}-dlt`, `${letters.length} records`],
    ...letters.map(({ value, reason }) => ["", `${value}  (${reason ?? "?"})`]),
  ]);
  const { rows } = await db.query<{ event_draft_id: string; content_images: { simple: string } | null }>(
    sql`SELECT event_draft_id, content_images FROM event_drafts ORDER BY event_draft_id`,
  );
  report.heading("PostgreSQL: event_drafts");
  report.table(rows.map((row) => [row.event_draft_id, row.content_images?.simple ?? "no images"]));
  const cached = await Promise.all(drafts.map((draft) => redis.get(`event:draft:${draft}`)));
  report.heading("Redis: event:draft:*");
  report.table(drafts.map((draft, index) => [`event:draft:${draft}`, cached[index] ?? "gone"]));
  report.heading("Promises of the ContentCreated consumer");
  report.promise(
    "every draft has its images",
    rows.length === drafts.length &&
      rows.every(({ event_draft_id: id, content_images: images }) => images?.simple === imagesOf(id).simple),
  );
  report.promise(
    "no cached draft is older than that",
    cached.every((value) => value === null),
  );
  report.promise("what is no event was dead-lettered, and nothing else", letters.length === 2);
  const retries = consumed.filter((event) => event.kind === "retry" && event.topic === contentTopic);
  report.promise("a lost connection was survived by one retry", retries.length === 1);
}

/** What the workflow engine left in Kafka, PostgreSQL and MinIO. */
export async function showUsers(
  { sql: db, admin, objects }: ResourceClients,
  { userTopic, users }: DemoInput,
  topics: TopicContents,
  report: DemoReport,
): Promise<void> {
  const published = await topics.read(userTopic);
  const letters = await topics.read(`${userTopic}-dlt`);
  report.heading("Kafka: UserRegistered");
  report.table([
    [userTopic, `${published.length} records`],
    [`${userTopic}-dlt`, `${letters.length} records`],
  ]);
  const { rows } = await db.query<Record<"user_id" | "actions" | "workflow", string> & { active: boolean }>(
    sql`SELECT user_id, active, minio_add_user::text || '/' || minio_add_path::text AS actions
      FROM user_entity JOIN required_action USING (user_id) ORDER BY user_id`,
  );
  const workflows = await db.query<{ state: string; count: number }>(
    sql`SELECT state, count(*)::int AS count FROM seqwright_workflow GROUP BY state`,
  );
  report.heading("PostgreSQL: users, their required actions, and the engine's workflows");
  report.table(
    rows.map(({ user_id: id, active, actions }) => [id, active ? "active" : "not active", actions]),
  );
  report.table(workflows.rows.map(({ state, count }) => [`workflows ${state}`, String(count)]));
  report.heading("MinIO: accounts and paths");
  const accounts = await Promise.all(users.map((user) => admin.userInfo(user)));
  const paths = await Promise.all(users.map((user) => objects.stat("users", `${user}/`)));
  report.table(
    users.map((user, index) => [
      user,
      accounts[index]?.status ?? "no account",
      paths[index] === undefined ? "no path" : `users/${user}/`,
    ]),
  );
  report.heading("Promises of the workflow engine");
  report.promise("every user is active", rows.length === users.length && rows.every(({ active }) => active));
  report.promise(
    "all of their actions are marked done",
    rows.every(({ actions }) => actions === "true/true"),
  );
  report.promise(
    "every account is there",
    accounts.every((account) => account?.status === "enabled"),
  );
  report.promise(
    "every path is there",
    paths.every((path) => path !== undefined),
  );
  report.promise(
    "an event that came twice began one workflow",
    workflows.rows.length === 1 &&
      workflows.rows[0]?.state === "done" &&
      workflows.rows[0].count === users.length,
  );
  report.promise("nothing was dead-lettered", letters.length === 0);
}
