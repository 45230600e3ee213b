import { ApiGateway } from "../../generated/content-이미지생성요청/api-gateway.handler.ts";
import { ContentController } from "../../generated/content-이미지생성요청/content-controller.handler.ts";
import { ContentService } from "../../generated/content-이미지생성요청/content-service.handler.ts";
import { ImageGenerator } from "../../generated/content-이미지생성요청/image-generator.handler.ts";
import { ImageWorker } from "../../generated/content-이미지생성요청/image-worker.handler.ts";
import { JobManager } from "../../generated/content-이미지생성요청/job-manager.handler.ts";
import type * as Ports from "../../generated/content-이미지생성요청/ports.gen.ts";
import type { SystemMutant } from "./system-mutant.ts";

type Cache = Ports.RedisCachePort;
type WorkerGiven = Ports.ImageWorkerCollaborators;

const jobs = (
  name: string,
  cache: (right: Cache) => Partial<Cache>,
  rest: Omit<SystemMutant, "name" | "wrong">,
) => ({
  name: `JobManager ${name}`,
  wrong: {
    JobMgr: (given: Ports.JobManagerCollaborators) =>
      new JobManager({ cache: { ...asObject(given.cache), ...cache(given.cache) } }),
  },
  ...rest,
});

const worker = (
  name: string,
  change: (given: WorkerGiven) => Partial<WorkerGiven>,
  rest: Omit<SystemMutant, "name" | "wrong">,
) => ({
  name: `ImageWorker ${name}`,
  wrong: { Worker: (given: WorkerGiven) => new ImageWorker({ ...given, ...change(given) }) },
  ...rest,
});

function asObject({ get, set }: Cache): Cache {
  return { get: (...args) => get(...args), set: (...args) => set(...args) };
}

function jobManager(given: Ports.JobManagerPort): Ports.JobManagerPort {
  return {
    createJob: (...args) => given.createJob(...args),
    restartJob: (...args) => given.restartJob(...args),
    startJob: (...args) => given.startJob(...args),
    completeJob: (...args) => given.completeJob(...args),
    failJob: (...args) => given.failJob(...args),
  };
}

const states = (text: string, from: string, to: string): string => text.replace(`"${from}"`, `"${to}"`);

export const imageMutants: readonly SystemMutant[] = [
  jobs("keeps jobs for ever", ({ set }) => ({ set: (key, value) => set(key, value) }), {
    by: "order",
    at: "Job 저장",
  }),
  jobs(
    "keeps jobs for a day",
    ({ set }) => ({ set: (key, value) => set(key, value, { ttlSeconds: 86_400 }) }),
    {
      by: "order",
      at: "Job 저장",
    },
  ),
  jobs(
    "keeps all jobs under one key",
    ({ set }) => ({ set: (_, value, options) => set("job", value, options) }),
    {
      by: "order",
      at: "Job 저장",
    },
  ),
  jobs(
    "begins with PROCESSING",
    ({ set }) => ({
      set: (key, value, options) => set(key, states(value, "PENDING", "PROCESSING"), options),
    }),
    { by: "order", at: "Job 저장" },
  ),
  jobs(
    "says that failed jobs are completed",
    ({ set }) => ({ set: (key, value, options) => set(key, states(value, "FAILED", "COMPLETED"), options) }),
    { by: "order", at: "status: FAILED" },
  ),
  jobs(
    "forgets the draft of a job",
    ({ set }) => ({
      set: (key, value, options) => set(key, value.replace(/"eventDraftId":"[^"]*",?/, ""), options),
    }),
    { by: "order", at: "Job 저장" },
  ),
  {
    name: "JobManager gives a new job the old id",
    wrong: {
      JobMgr: (given: Ports.JobManagerCollaborators) =>
        new (class extends JobManager {
          override async restartJob(previousJobId: string) {
            const job = await super.restartJob(previousJobId);
            return { ...job, jobId: previousJobId };
          }
        })(given),
    },
    by: "order",
    at: "Job {jobId",
  },
  {
    name: "ContentService publishes another prompt",
    wrong: {
      Service: ({ jobMgr, jobTopic }: Ports.ContentServiceCollaborators) =>
        new ContentService({
          jobMgr,
          jobTopic: {
            publishImageJobRequested: (event) =>
              jobTopic.publishImageJobRequested({ ...event, prompt: `${event.prompt}!` }),
          },
        }),
    },
    by: "order",
    at: "ImageJobRequested",
  },
  {
    name: "ContentController answers 200",
    wrong: {
      Controller: (given: Ports.ContentControllerCollaborators) =>
        new (class extends ContentController {
          override async generateImages(body: Parameters<ContentController["generateImages"]>[0]) {
            return { ...(await super.generateImages(body)), status: 200 } as never;
          }
        })(given),
    },
    by: "order",
    at: "202 Accepted",
  },
  {
    name: "ApiGateway takes whatever comes",
    wrong: {
      Gateway: ({ controller }: Ports.ApiGatewayCollaborators) => ({
        generateImages: (body: never) => controller.generateImages(body),
        regenerateImages: (id: string, body: never) => controller.regenerateImages(id, body),
      }),
    },
    by: "bad-input",
    at: "Job 저장",
  },
  {
    name: "ApiGateway loses the job's id",
    wrong: {
      Gateway: (given: Ports.ApiGatewayCollaborators) =>
        new (class extends ApiGateway {
          override async generateImages(body: Parameters<ApiGateway["generateImages"]>[0]) {
            await super.generateImages(body);
            return { status: 202 as const, body: { jobId: "job-1", status: "PENDING" as const } };
          }
        })(given),
    },
    by: "order",
    at: "202 Accepted",
  },
  worker(
    "draws one style only",
    ({ generator }) => ({
      generator: { generateImage: (jobId, prompt) => generator.generateImage(jobId, prompt, "simple") },
    }),
    { by: "order", at: "generateImage" },
  ),
  worker(
    "publishes before the images can be found",
    ({ cache, eventTopic }) => {
      let later: () => Promise<unknown> = async () => undefined;
      return {
        cache: {
          ...asObject(cache),
          set: async (...args) => {
            later = () => cache.set(...args);
            return "OK";
          },
        },
        eventTopic: {
          publishContentCreated: async (event) => {
            await eventTopic.publishContentCreated(event);
            await later();
          },
        },
      };
    },
    { by: "order", at: "ContentCreated" },
  ),
  worker(
    "completes a job although its event was refused",
    ({ eventTopic }) => ({
      eventTopic: {
        publishContentCreated: (event) => eventTopic.publishContentCreated(event).catch(() => undefined),
      },
    }),
    { by: "resource-order", at: "completeJob" },
  ),
  worker(
    "never says that it begins",
    ({ jobMgr }) => ({ jobMgr: { ...jobManager(jobMgr), startJob: async () => undefined } }),
    { by: "order", at: "generateImage" },
  ),
  worker(
    "completes jobs that failed",
    ({ jobMgr }) => ({
      jobMgr: { ...jobManager(jobMgr), failJob: (...args) => jobMgr.completeJob(...args) },
    }),
    { by: "order", at: "completeJob" },
  ),
  {
    name: "ImageGenerator stores under another style",
    wrong: {
      Generator: ({ imageApi, storage }: Ports.ImageGeneratorCollaborators) =>
        new ImageGenerator({
          imageApi,
          storage: { putImage: (jobId, _, image) => storage.putImage(jobId, "simple", image) },
        }),
    },
    by: "order",
    at: "putImage",
  },
  {
    name: "ImageGenerator asks again when it is refused",
    wrong: {
      Generator: ({ imageApi, storage }: Ports.ImageGeneratorCollaborators) =>
        new ImageGenerator({
          imageApi: {
            createImage: async (body) => {
              const answer = await imageApi.createImage(body);
              return answer.status === 422 ? imageApi.createImage(body) : answer;
            },
          },
          storage,
        }),
    },
    by: "order",
    at: "POST /v1/images",
  },
];
