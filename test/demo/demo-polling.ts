import { system } from "../../generated/content-이미지결과조회/wiring.gen.ts";
import { pollingClient } from "../../runtime/adapters/http/index.ts";
import type { RedisCommands } from "../../runtime/ports/redis-commands.ts";
import { until } from "../support/workflow/until.ts";
import { type DemoInput, keepJob } from "./demo-input.ts";
import type { DemoReport } from "./demo-report.ts";

const endings = {
  processing: [200, "COMPLETED"],
  completed: [200, "COMPLETED"],
  failed: [200, "FAILED"],
  missing: [404, "JOB_001"],
} as const;

/** Asks for one job in each state, as the diagram's client does; one of them is finished while it is asked for. */
export async function pollJobs(
  redis: RedisCommands,
  { jobs }: DemoInput,
  url: string,
  report: DemoReport,
): Promise<void> {
  const { protocol, entries } = system;
  await keepJob(redis, protocol, jobs.completed, "COMPLETED");
  await keepJob(redis, protocol, jobs.processing, "PROCESSING");
  await keepJob(redis, protocol, jobs.failed, "FAILED");
  let asked = 0;
  const client = pollingClient({
    url: `${url}/api/content/jobs/{jobId}/status`,
    ...entries[0]?.policies?.polling,
    fetch: async (...args) => {
      const response = await fetch(...args);
      asked += 1;
      return response;
    },
  });
  const finishing = until("the client has asked", () => asked > 0).then(() =>
    keepJob(redis, protocol, jobs.processing, "COMPLETED"),
  );
  const answers: string[][] = [];
  const ended: [state: string, isAsDrawn: boolean][] = [];
  report.heading("HTTP: GET /api/content/jobs/{jobId}/status, every 2 seconds until the job has ended");
  for (const [state, [status, word]] of Object.entries(endings)) {
    const jobId = jobs[state as keyof typeof jobs];
    const result = await client.poll({ jobId });
    await finishing;
    const answer = result.kind === "done" ? result.answer : undefined;
    const text = JSON.stringify(answer?.body);
    answers.push([jobId, `asked ${result.attempts}×`, `${answer?.status}`, text.slice(0, 80)]);
    ended.push([
      `a job that is ${state} ends in ${status} ${word}`,
      answer?.status === status && text.includes(word),
    ]);
  }
  report.table(answers);
  for (const [promise, isAsDrawn] of ended) report.promise(promise, isAsDrawn);
  report.promise("a job under way is asked for again", asked > Object.keys(endings).length);

  const kept = [`job:${jobs.completed}`, `job:${jobs.failed}:error`, `content:image:${jobs.completed}`];
  const left = await Promise.all(kept.map((key) => redis.ttl(key)));
  report.heading("Redis: jobs and images, and how long they are kept");
  report.table(kept.map((key, at) => [key, `${left[at]} s`]));
  const isKept = (at: number, seconds: number): boolean =>
    (left[at] ?? 0) > seconds - 120 && (left[at] ?? 0) <= seconds;
  report.promise("jobs are kept for an hour", isKept(0, 3600) && isKept(1, 3600));
  report.promise("image URLs are kept for 7 days", isKept(2, 604_800));
}
