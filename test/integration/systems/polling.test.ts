import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { protocol } from "../../../generated/content-이미지결과조회/steps.gen.ts";
import { system } from "../../../generated/content-이미지결과조회/wiring.gen.ts";
import { pollingClient } from "../../../runtime/adapters/http/index.ts";
import { redisCommands } from "../../../runtime/adapters/redis/index.ts";
import { ttlSeconds } from "../../../runtime/model/ttl-seconds.ts";
import type { ResourceClients } from "../../../runtime/system/system-definition.ts";
import { arrows, testSystem } from "./system-fixture.ts";

const imageUrls = {
  simple: "https://cdn.example.com/simple.png",
  fancy: "https://cdn.example.com/fancy.png",
  trendy: "https://cdn.example.com/trendy.png",
};

// Nothing here is about SQL: a database that was never there would do.
const databaseUrl = "postgres://nobody@127.0.0.1:1/none";

/** What the image generation leaves in Redis, kept as long as the diagram says. */
async function keepJob(
  { redis }: Pick<ResourceClients, "redis">,
  jobId: string,
  status: string,
): Promise<void> {
  const eventDraftId = `draft-of-${jobId}`;
  const job = { status, eventDraftId, type: "IMAGE", createdAt: "2026-01-01T00:00:00Z" };
  const ttl = { job: ttlSeconds(protocol, "Job 상태"), images: ttlSeconds(protocol, "이미지 URL") };
  await redis.set(`job:${jobId}`, JSON.stringify(job), { ttlSeconds: ttl.job });
  if (status === "COMPLETED")
    await redis.set(`content:image:${eventDraftId}`, JSON.stringify(imageUrls), { ttlSeconds: ttl.images });
  if (status === "FAILED")
    await redis.set(`job:${jobId}:error`, "the model is out of memory", { ttlSeconds: ttl.job });
}

const ask = async (url: string | undefined, jobId: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`${url}/api/content/jobs/${encodeURIComponent(jobId)}/status`);
  return { status: response.status, body: await response.json() };
};

test.each([
  ["COMPLETED", { status: 200, body: { status: "COMPLETED", imageUrls } }],
  ["PROCESSING", { status: 200, body: { status: "PROCESSING", message: "이미지 생성 중입니다" } }],
  ["PENDING", { status: 200, body: { status: "PROCESSING", message: "이미지 생성 중입니다" } }],
  [
    "FAILED",
    { status: 200, body: { status: "FAILED", error: "이미지 생성 실패", message: "다시 시도해주세요" } },
  ],
  ["no job", { status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } }],
])("a job that is %s is answered as drawn", async (state, answer) => {
  const { running, clients, trace } = await testSystem(system, { databaseUrl });
  // Whatever a client may put into a path.
  const jobId = `job/한글 ?&%-${randomUUID()}`;
  if (state !== "no job") await keepJob(clients, jobId, state);

  expect(await ask(running.url, jobId)).toEqual(answer);

  expect(arrows(trace.events).at(-1)).toBe("Client → Gateway: getJobStatus");
  expect(trace.events.find(({ to }) => to === "Cache")?.text).toBe("Job 상태 조회 Key: job:{jobId}");
});

test("what the notes say of the time to live holds in Redis", async () => {
  const { clients } = await testSystem(system, { databaseUrl });
  const jobId = `job-${randomUUID()}`;
  await keepJob(clients, jobId, "COMPLETED");
  const between = (seconds: number) => [seconds - 60, seconds] as const;

  const [hourLow, hourHigh] = between(3600);
  const [weekLow, weekHigh] = between(7 * 24 * 3600);
  const job = await clients.redis.ttl(`job:${jobId}`);
  const images = await clients.redis.ttl(`content:image:draft-of-${jobId}`);
  expect(job > hourLow && job <= hourHigh).toBe(true);
  expect(images > weekLow && images <= weekHigh).toBe(true);
});

test("a client that polls gets the result as soon as it is there, and the notes' interval and limit are its own", async () => {
  const { running, clients, trace } = await testSystem(system, { databaseUrl });
  const jobId = `job-${randomUUID()}`;
  await keepJob(clients, jobId, "PENDING");
  const polling = system.entries[0]?.policies?.polling;
  expect(polling).toEqual({ intervalMs: 2000, limitMs: 30_000, attemptsMax: 15 });

  const client = pollingClient({
    url: `${running.url}/api/content/jobs/{jobId}/status`,
    ...polling,
    clock: {
      now: () => 0,
      // The job makes progress while the client waits, however short that is.
      sleep: async (ms) => {
        expect(ms).toBe(2000);
        const asked = trace.events.filter(({ to }) => to === "Gateway").length;
        await keepJob(clients, jobId, asked < 3 ? "PROCESSING" : "COMPLETED");
      },
    },
  });
  expect(await client.poll({ jobId })).toEqual({
    kind: "done",
    attempts: 4,
    answer: { status: 200, body: { status: "COMPLETED", imageUrls } },
  });
});

test("a Redis that is away is a 503 that says when to come back, and nothing about Redis", async () => {
  const away = redisCommands({ url: "redis://127.0.0.1:1" });
  const { running } = await testSystem(system, { databaseUrl, clients: { redis: away } });

  const response = await fetch(`${running.url}/api/content/jobs/any/status`);

  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await response.json()).toEqual({
    code: "TEMPORARILY_UNAVAILABLE",
    message: "The request could not be served now. Try again later.",
  });
});

test("a job that somebody else has spoiled in Redis is our failure, not the client's", async () => {
  const { running, clients } = await testSystem(system, { databaseUrl });
  const jobId = `job-${randomUUID()}`;
  await clients.redis.set(`job:${jobId}`, '{"status":"EXPLODED","secret":"hidden"}', { ttlSeconds: 60 });

  expect(await ask(running.url, jobId)).toEqual({
    status: 500,
    body: { code: "INTERNAL_ERROR", message: "The request failed." },
  });
});

test("a request without a job id is refused before anything is asked", async () => {
  const { running, trace } = await testSystem(system, { databaseUrl });

  const { status, body } = await ask(running.url, "");

  expect(status).toBe(400);
  expect(body).toMatchObject({ code: "INVALID_REQUEST" });
  expect(trace.events).toEqual([]);
});
