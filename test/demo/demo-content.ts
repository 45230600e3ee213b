import { sql } from "../../runtime/sql/sql.ts";
import { type DemoInput, imagesOf } from "./demo-input.ts";
import type { DemoReport } from "./demo-report.ts";
import type { DemoSystems } from "./demo-systems.ts";
import type { TopicContents } from "../../runtime/adapters/kafka/topic-contents.ts";

/** What the ContentCreated consumer left in Kafka, PostgreSQL and Redis. */
export async function showContent(
  { clients: { sql: db, redis }, consumed }: DemoSystems,
  { contentTopic, drafts }: DemoInput,
  topics: TopicContents,
  report: DemoReport,
): Promise<void> {
  const published = await topics.read(contentTopic);
  const letters = await topics.read(`${contentTopic}-dlt`);
  report.heading("Kafka: ContentCreated");
  report.table([
    [contentTopic, `${published.length} records, all committed`],
    [`${contentTopic}-dlt`, `${letters.length} records`],
  ]);
  for (const { value, reason = "?" } of letters) {
    report.line(`  ${value.slice(0, 70)}`);
    report.line(`    because of ${reason}`);
  }
  const { rows } = await db.query<{ id: string; images: Record<string, string> | null; saved: string }>(
    sql`SELECT event_draft_id AS id, content_images AS images, to_char(updated_at, 'HH24:MI:SS.MS') AS saved
      FROM event_drafts ORDER BY event_draft_id`,
  );
  report.heading("PostgreSQL: event_drafts");
  report.table([
    ["event_draft_id", "content_images", "updated_at"],
    ...rows.map(({ id, images, saved }) => [id, Object.keys(images ?? {}).join(", "), saved]),
  ]);
  const cached = await Promise.all(drafts.map((draft) => redis.get(`event:draft:${draft}`)));
  report.heading("Redis: event:draft:*");
  report.table(drafts.map((draft, index) => [`event:draft:${draft}`, cached[index] ?? "gone"]));

  report.heading("Promises of the ContentCreated consumer");
  report.promise(
    "every draft has its images",
    rows.length === drafts.length &&
      rows.every(({ id, images }) => images?.["simple"] === imagesOf(id).simple),
  );
  report.promise(
    "no cached draft is older than that",
    cached.every((value) => value === null),
  );
  report.promise("what nobody can handle was dead-lettered, and nothing else", letters.length === 3);
  const retries = consumed.filter((event) => event.kind === "retry" && event.topic === contentTopic);
  report.promise("a lost connection was survived by one retry", retries.length === 1);
}
