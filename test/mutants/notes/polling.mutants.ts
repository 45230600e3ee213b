import { setTimeout as sleep } from "node:timers/promises";
import { ApiGateway } from "../../../generated/content-이미지결과조회/api-gateway.handler.ts";
import { ContentController } from "../../../generated/content-이미지결과조회/content-controller.handler.ts";
import { ContentService } from "../../../generated/content-이미지결과조회/content-service.handler.ts";
import { JobManager } from "../../../generated/content-이미지결과조회/job-manager.handler.ts";
import type {
  GetJobStatusResponse,
  JobStatusResponse,
} from "../../../generated/content-이미지결과조회/messages.gen.ts";
import type * as Polling from "../../../generated/content-이미지결과조회/ports.gen.ts";
import type { Mutant } from "../mutant.ts";

/** Lines 15 and 127 of diagrams/content-이미지결과조회.puml: 최대 30초 동안 폴링 (2초 간격). */
export const pollingNoteMutants: readonly Mutant[] = [
  {
    name: "JobManager waits three seconds, so that more jobs are done by then",
    wrong: {
      JobMgr: (given: Polling.JobManagerCollaborators) =>
        new (class extends JobManager {
          override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
            await sleep(3_000);
            return super.getJobStatus(jobId);
          }
        })(given),
    },
    caught: { by: "polling", kind: "too-slow", line: 29, only: true },
    together: { line: 20 },
  },
  {
    name: "ApiGateway lets a client ask ten times",
    wrong: {
      Gateway: ({ controller }: Polling.ApiGatewayCollaborators) => {
        const asked = new Map<string, number>();
        return new ApiGateway({
          controller: {
            async getJobStatus(jobId): Promise<GetJobStatusResponse> {
              const count = (asked.get(jobId) ?? 0) + 1;
              asked.set(jobId, count);
              if (count > 10) throw new Error("too many requests");
              return controller.getJobStatus(jobId);
            },
          },
        });
      },
    },
    caught: { by: "polling", kind: "failed", line: 23, only: true },
  },
  {
    name: "ContentService answers from memory for five seconds",
    wrong: {
      Service: (given: Polling.ContentServiceCollaborators) => {
        const known = new Map<string, { readonly at: number; readonly status: JobStatusResponse }>();
        return new (class extends ContentService {
          override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
            const before = known.get(jobId);
            if (before !== undefined && Date.now() - before.at < 5_000) return before.status;
            const status = await super.getJobStatus(jobId);
            known.set(jobId, { at: Date.now(), status });
            return status;
          }
        })(given);
      },
    },
    caught: { by: "polling", kind: "out-of-order", line: 48, also: ["interleaving"] },
  },
  {
    name: "ContentController asks again by itself while the job is under way",
    wrong: {
      Controller: ({ service }: Polling.ContentControllerCollaborators) =>
        new ContentController({
          service: {
            async getJobStatus(jobId) {
              const status = await service.getJobStatus(jobId);
              if (status.status === "PROCESSING") await sleep(2_500);
              return status;
            },
          },
        }),
    },
    caught: { by: "polling", kind: "too-slow", line: 23, only: true },
    together: { line: 20 },
  },
  {
    name: "JobManager keeps the images of a draft",
    wrong: {
      JobMgr: ({ cache }: Polling.JobManagerCollaborators) => {
        const images = new Map<string, string | null>();
        return new JobManager({
          cache: {
            async get(key) {
              if (!key.startsWith("content:image:")) return cache.get(key);
              const found = images.get(key) ?? (await cache.get(key));
              images.set(key, found);
              return found;
            },
          },
        });
      },
    },
    caught: { by: "polling", kind: "out-of-order", line: 45 },
  },
];
