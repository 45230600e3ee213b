import { randomUUID } from "node:crypto";
import type { UserEntity } from "../../generated/workflow-engine/messages.gen.ts";
import { ttlSeconds } from "../../runtime/model/ttl-seconds.ts";
import type { DiagramProtocol } from "../../runtime/model/diagram-protocol.ts";
import type { KafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import type { RedisCommands } from "../../runtime/ports/redis-commands.ts";

/** Names that no earlier demonstration has used. */
export interface DemoInput {
  readonly contentTopic: string;
  readonly userTopic: string;
  readonly drafts: readonly string[];
  /** Of an event, and in no table. */
  readonly unknownDraft: string;
  readonly users: readonly string[];
  /** MinIO takes no name this short, however often it is asked. */
  readonly hopelessUser: string;
  readonly jobs: { readonly [State in JobState]: string };
}

export type JobState = "completed" | "processing" | "failed" | "missing";

export function demoInput(): DemoInput {
  const run = randomUUID().slice(0, 8);
  return {
    contentTopic: `event-topic.demo-${run}`,
    userTopic: `user-registered.demo-${run}`,
    drafts: ["spring", "summer", "autumn"].map((season) => `${season}-${run}`),
    unknownDraft: `winter-${run}`,
    hopelessUser: "al",
    users: ["ada", "grace", "barbara"].map((name) => `${name}-${run}`),
    jobs: {
      completed: `completed-${run}`,
      processing: `processing-${run}`,
      failed: `failed-${run}`,
      missing: `missing-${run}`,
    },
  };
}

export const imagesOf = (draft: string) => ({
  simple: `https://cdn.example.com/${draft}/simple.png`,
  fancy: `https://cdn.example.com/${draft}/fancy.png`,
  trendy: `https://cdn.example.com/${draft}/trendy.png`,
});

/** One event for each draft, the first one twice, and three that nobody can handle. */
export async function publishContent(
  events: KafkaProducer,
  { contentTopic, drafts, unknownDraft }: DemoInput,
): Promise<void> {
  const created = (draft: string) =>
    events.publish({
      topic: contentTopic,
      key: draft,
      type: "ContentCreated",
      payload: { jobId: `job-of-${draft}`, eventDraftId: draft, imageUrls: imagesOf(draft) },
    });
  const [first = ""] = drafts;
  await created(first);
  await events.send({ topic: contentTopic, key: "poison", value: "{ this is not JSON" });
  await events.send({ topic: contentTopic, key: "poison", value: JSON.stringify({ jobId: "no draft" }) });
  await created(first);
  for (const draft of [...drafts.slice(1), unknownDraft]) await created(draft);
}

/** One event for each of these users. */
export async function publishUsers(
  events: KafkaProducer,
  { userTopic }: DemoInput,
  users: readonly string[],
): Promise<void> {
  for (const userId of users) {
    const { active: _, ...payload } = entityOf(userId);
    await events.publish({ topic: userTopic, key: userId, type: "UserRegistered", payload });
  }
}

/** A user as the workflow passes it on. */
export function entityOf(userId: string): UserEntity {
  return { userId, eventId: `registration-of-${userId}`, displayName: userId, active: false };
}

/** A job as the image generation keeps it, for as long as the diagram says. */
export async function keepJob(
  redis: RedisCommands,
  protocol: DiagramProtocol,
  jobId: string,
  status: "PROCESSING" | "COMPLETED" | "FAILED",
): Promise<void> {
  const kept = { ttlSeconds: ttlSeconds(protocol, "Job 상태") };
  const job = { status, eventDraftId: jobId, type: "IMAGE", createdAt: new Date().toISOString() };
  if (status === "COMPLETED") {
    const images = { ttlSeconds: ttlSeconds(protocol, "이미지 URL") };
    await redis.set(`content:image:${jobId}`, JSON.stringify(imagesOf(jobId)), images);
  }
  if (status === "FAILED") await redis.set(`job:${jobId}:error`, "the model ran out of memory", kept);
  await redis.set(`job:${jobId}`, JSON.stringify(job), kept);
}
