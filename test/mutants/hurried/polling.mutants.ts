import { setTimeout as sleep } from "node:timers/promises";
import { ApiGateway } from "../../../generated/content-이미지결과조회/api-gateway.handler.ts";
import { ContentController } from "../../../generated/content-이미지결과조회/content-controller.handler.ts";
import { ContentService } from "../../../generated/content-이미지결과조회/content-service.handler.ts";
import { JobManager } from "../../../generated/content-이미지결과조회/job-manager.handler.ts";
import type {
  GetJobStatusResponse,
  JobStatusResponse,
} from "../../../generated/content-이미지결과조회/messages.gen.ts";
import type {
  ApiGatewayCollaborators,
  ContentControllerCollaborators,
  ContentServiceCollaborators,
  JobManagerCollaborators,
} from "../../../generated/content-이미지결과조회/ports.gen.ts";
import type { Mutant } from "../mutant.ts";

/** Mistakes of somebody in a hurry, in diagrams/content-이미지결과조회.puml: what is kept, retried, or answered too soon. */
export const hurriedPolling: readonly Mutant[] = [
  {
    name: "ApiGateway keeps an answer for two seconds",
    wrong: {
      Gateway: ({ controller }: ApiGatewayCollaborators) => {
        const kept = new Map<string, { readonly at: number; readonly answer: GetJobStatusResponse }>();
        return new ApiGateway({
          controller: {
            async getJobStatus(jobId) {
              const found = kept.get(jobId);
              if (found !== undefined && Date.now() - found.at < 2_000) return found.answer;
              const answer = await controller.getJobStatus(jobId);
              kept.set(jobId, { at: Date.now(), answer });
              return answer;
            },
          },
        });
      },
    },
    caught: { by: "interleaving", kind: "out-of-order", line: 54, only: true },
  },
  {
    name: "ApiGateway answers with what it knows while the controller is away",
    wrong: {
      Gateway: ({ controller }: ApiGatewayCollaborators) =>
        new ApiGateway({
          controller: {
            getJobStatus: async (jobId) =>
              controller.getJobStatus(jobId).catch(() => ({
                status: 200 as const,
                body: { status: "PROCESSING" as const, message: "이미지 생성 중입니다" as const },
              })),
          },
        }),
    },
    caught: { by: "fatal-fault", kind: "swallowed-error", line: 23 },
    together: { line: 32 },
  },
  {
    name: "ApiGateway sends 200 with an error in its body",
    wrong: {
      Gateway: ({ controller }: ApiGatewayCollaborators) =>
        new ApiGateway({
          controller: {
            async getJobStatus(jobId) {
              const answer = await controller.getJobStatus(jobId);
              return (answer.status === 404 ? { ...answer, status: 200 } : answer) as GetJobStatusResponse;
            },
          },
        }),
    },
    caught: { by: "order", kind: "wrong-branch", line: 121 },
  },
  {
    name: "ApiGateway asks until the job is done",
    wrong: {
      Gateway: ({ controller }: ApiGatewayCollaborators) =>
        new ApiGateway({
          controller: {
            async getJobStatus(jobId) {
              for (let round = 1; ; round += 1) {
                const answer = await controller.getJobStatus(jobId);
                if (!("status" in answer.body) || answer.body.status !== "PROCESSING" || round === 15)
                  return answer;
                await sleep(2_000);
              }
            },
          },
        }),
    },
    caught: { by: "order", kind: "repeated", line: 23 },
  },
  {
    name: "ContentController keeps the images of the job before",
    wrong: {
      Controller: ({ service }: ContentControllerCollaborators) => {
        let images: JobStatusResponse | undefined;
        return new ContentController({
          service: {
            async getJobStatus(jobId) {
              const found = await service.getJobStatus(jobId);
              if (found.status !== "COMPLETED") return found;
              images ??= found;
              return images;
            },
          },
        });
      },
    },
    caught: { by: "interleaving", kind: "wrong-answer", line: 51, only: true, also: ["polling"] },
  },
  {
    name: "ContentController calls every job in progress that is not completed",
    wrong: {
      Controller: ({ service }: ContentControllerCollaborators) =>
        new ContentController({
          service: {
            async getJobStatus(jobId) {
              const found = await service.getJobStatus(jobId);
              return found.status === "FAILED" ? { status: "PROCESSING" } : found;
            },
          },
        }),
    },
    caught: { by: "order", kind: "wrong-branch", line: 95 },
  },
  {
    name: "ContentService asks again after a second when that failed",
    wrong: {
      Service: ({ jobMgr }: ContentServiceCollaborators) =>
        new ContentService({
          jobMgr: {
            getJobStatus: async (jobId) =>
              jobMgr.getJobStatus(jobId).catch(async (error: unknown) => {
                if (error instanceof Error && error.name === "NotFoundException") throw error;
                await sleep(1_000);
                return jobMgr.getJobStatus(jobId);
              }),
          },
        }),
    },
    caught: { by: "fatal-fault", kind: "repeated-after-fault", line: 29 },
  },
  {
    name: "JobManager looks a job up once, for all who ask at the same time",
    wrong: {
      JobMgr: ({ cache }: JobManagerCollaborators) => {
        let current: Promise<string | null> | undefined;
        return new JobManager({
          cache: {
            async get(key) {
              if (!key.startsWith("job:") || key.endsWith(":error")) return cache.get(key);
              current ??= cache.get(key).finally(() => (current = undefined));
              return current;
            },
          },
        });
      },
    },
    caught: { by: "interleaving", kind: "wrong-argument", line: 32, only: true },
  },
  {
    name: "JobManager takes an error text that is missing for no error",
    wrong: {
      JobMgr: ({ cache }: JobManagerCollaborators) =>
        new (class extends JobManager {
          override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
            const found = await super.getJobStatus(jobId);
            return found.status === "FAILED" ? { ...found, error: "unknown" } : found;
          }
        })({ cache }),
    },
    caught: { by: "order", kind: "wrong-answer", line: 89 },
  },
];
