import { sql } from "../../runtime/sql/sql.ts";
import type { ArrowEvent } from "../../runtime/trace/arrow-event.ts";
import { type DemoInput, entityOf } from "./demo-input.ts";
import { payloadDigest } from "../../runtime/trace/payload-digest.ts";
import type { DemoReport } from "./demo-report.ts";
import type { DemoSystems } from "./demo-systems.ts";
import type { TopicContents } from "../../runtime/adapters/kafka/topic-contents.ts";

/** What the workflow engine left in Kafka, PostgreSQL and MinIO. */
export async function showUsers(
  { clients: { sql: db, admin, objects }, trace }: DemoSystems,
  { userTopic, users, hopelessUser }: DemoInput,
  topics: TopicContents,
  report: DemoReport,
): Promise<void> {
  const [killed = "", retried = ""] = users;
  report.heading(`The registration of ${killed}, taken up by this process where the other one died`);
  showRun(killed, trace.events, report);
  report.heading(`The registration of ${retried}, which met two failures`);
  showRun(retried, trace.events, report);

  const published = await topics.read(userTopic);
  const letters = await topics.read(`${userTopic}-dlt`);
  report.heading("Kafka: UserRegistered");
  report.table([
    [userTopic, `${published.length} records, all committed`],
    [`${userTopic}-dlt`, `${letters.length} records`],
  ]);
  for (const { key, reason = "?" } of letters) report.line(`  ${key}, because of ${reason}`);
  const { rows } = await db.query<Record<"id" | "actions" | "workflow", string> & { active: boolean }>(
    sql`SELECT user_id AS id, active, minio_add_user::text || ', ' || minio_add_path::text AS actions,
        workflow.state AS workflow
      FROM user_entity JOIN required_action USING (user_id) JOIN seqwright_workflow workflow ON workflow.id = event_id
      ORDER BY user_id`,
  );
  report.heading("PostgreSQL: user_entity, required_action, seqwright_workflow");
  report.table([
    ["user_id", "active", "add user, add path", "workflow"],
    ...rows.map(({ id, active, actions, workflow }) => [id, String(active), actions, workflow]),
  ]);
  report.heading("MinIO: accounts and paths");
  const accounts = await Promise.all(users.map((user) => admin.userInfo(user)));
  const paths = await Promise.all(users.map((user) => objects.stat("users", `${user}/`)));
  report.table([
    ["account", "status", "object"],
    ...users.map((user, index) => [
      user,
      accounts[index]?.status ?? "no account",
      paths[index] === undefined ? "no path" : `users/${user}/`,
    ]),
  ]);

  const lucky = rows.filter(({ id }) => users.includes(id));
  const hopeless = rows.find(({ id }) => id === hopelessUser);
  const methods = runOf(killed, trace.events).map(({ method }) => method);
  report.heading("Promises of the workflow engine");
  report.promise(
    "every user is active, and all of their actions are marked done",
    lucky.length === users.length &&
      lucky.every(
        ({ active, actions, workflow }) => active && actions === "true, true" && workflow === "done",
      ),
  );
  report.promise(
    "every account and every path is there",
    accounts.every((account) => account?.status === "enabled") && paths.every((path) => path !== undefined),
  );
  report.promise(
    "what was done before the crash was not done again",
    !methods.includes("persistUser") && !methods.includes("minioAddUserCompletableFuture"),
  );
  report.promise(
    "a failed action was tried again, and none of those before it",
    countOf(retried, "createObjectPathCompletableFuture", trace.events) === 3 &&
      countOf(retried, "minioAddUserCompletableFuture", trace.events) === 1,
  );
  report.promise("an event that came twice began one workflow", rows.length === users.length + 1);
  report.promise(
    "what can never succeed has failed for all to see, and is the only dead letter",
    hopeless?.workflow === "failed" && !hopeless.active && letters.length === 1,
  );
}

/** Everything that this process did for a registration, in the order in which it was sent. */
function runOf(user: string, events: readonly ArrowEvent[]): readonly ArrowEvent[] {
  const digest = payloadDigest([entityOf(user)]);
  const own = events.find((event) => event.to === "MinioSvc" && event.digest === digest);
  return events.filter(({ run }) => run === own?.run).toSorted((a, b) => a.sequence - b.sequence);
}

function countOf(user: string, wanted: string, events: readonly ArrowEvent[]): number {
  return runOf(user, events).filter(({ method }) => method === wanted).length;
}

/** The arrows of a registration in the order in which they were sent, as its diagram draws them. */
function showRun(user: string, events: readonly ArrowEvent[], report: DemoReport): void {
  report.table(
    runOf(user, events).map(({ line, from, to, text, durationMs, outcome }) => [
      line === undefined ? "" : `line ${line}`,
      `${from} -> ${to}`,
      text,
      outcome.kind === "threw" ? `✗ ${outcome.message}` : `${durationMs.toFixed(1)} ms`,
    ]),
  );
}
