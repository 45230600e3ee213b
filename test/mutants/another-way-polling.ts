import { FatalError } from "seqwright-runtime";
import {
  ImageUrls,
  JobData,
  NotFoundException,
  type GetJobStatusResponse,
  type JobStatusResponse,
} from "../../generated/content-이미지결과조회/messages.gen.ts";
import type {
  ApiGatewayCollaborators,
  ContentControllerCollaborators,
  ContentServiceCollaborators,
  JobManagerCollaborators,
  JobManagerPort,
} from "../../generated/content-이미지결과조회/ports.gen.ts";
import { polling, type AnotherWay } from "./right.ts";

const notFound = "Job을 찾을 수 없습니다";

/** Handlers of diagrams/content-이미지결과조회.puml that are right and look different. */
export const otherPollingHandlers: readonly AnotherWay[] = [
  {
    name: "JobManager looks up in a table what to do with each status",
    diagram: polling,
    handlers: {
      JobMgr: ({ cache: { get } }: JobManagerCollaborators) => {
        class Jobs implements JobManagerPort {
          readonly #byStatus = new Map<string, (jobId: string, job: JobData) => Promise<JobStatusResponse>>([
            ["COMPLETED", (jobId, job) => this.#completed(jobId, job)],
            ["FAILED", (jobId) => this.#failed(jobId)],
          ]);

          async getJobStatus(jobId: string, prefix = "job"): Promise<JobStatusResponse> {
            const job = await this.#read(`${prefix}:${jobId}`, JobData);
            if (job === undefined) throw new NotFoundException(notFound);
            const answer = this.#byStatus.get(job.status);
            return (await answer?.(jobId, job)) ?? { jobId, status: "PROCESSING" };
          }

          async #completed(jobId: string, { eventDraftId, status }: JobData): Promise<JobStatusResponse> {
            const imageUrls = await this.#read(`content:image:${eventDraftId}`, ImageUrls);
            if (imageUrls === undefined || status !== "COMPLETED") throw new FatalError("no images");
            return { jobId, status, imageUrls };
          }

          async #failed(jobId: string): Promise<JobStatusResponse> {
            return { jobId, status: "FAILED", error: String(await get(`job:${jobId}:error`)) };
          }

          async #read<T>(key: string, schema: { parse(value: unknown): T }): Promise<T | undefined> {
            const text = await get(key);
            return text === null ? undefined : schema.parse(JSON.parse(text));
          }
        }
        return new Jobs();
      },
    },
  },
  {
    name: "JobManager throws an exception of a class of its own that is one",
    diagram: polling,
    handlers: {
      JobMgr: ({ cache }: JobManagerCollaborators) => {
        class JobNotFound extends NotFoundException {
          readonly jobId: string;

          constructor(jobId: string) {
            super();
            this.jobId = jobId;
          }
        }
        return Object.freeze({
          async getJobStatus(jobId: string): Promise<JobStatusResponse> {
            const text = await cache.get(`job:${jobId}`);
            if (text === null) throw new JobNotFound(jobId);
            const job = JobData.parse(JSON.parse(text));
            if (job.status === "COMPLETED") {
              const images = await cache.get(`content:image:${job.eventDraftId}`);
              return { jobId, status: job.status, imageUrls: ImageUrls.parse(JSON.parse(images ?? "")) };
            }
            if (job.status === "FAILED")
              return { jobId, status: job.status, error: (await cache.get(`job:${jobId}:error`)) ?? "?" };
            return { jobId, status: "PROCESSING" };
          },
        });
      },
    },
  },
  {
    name: "ContentService copies what it gets, with getters of its own",
    diagram: polling,
    handlers: {
      Service: (given: ContentServiceCollaborators) =>
        new (class {
          get #jobs(): JobManagerPort {
            return given.jobMgr;
          }

          async getJobStatus(jobId: string): Promise<JobStatusResponse> {
            try {
              return structuredClone(await this.#jobs.getJobStatus(jobId));
            } catch (error) {
              if (error instanceof NotFoundException) throw error;
              throw new AggregateError([error], "the job's status is unknown", { cause: error });
            }
          }
        })(),
    },
  },
  {
    name: "ContentController answers with objects of its own classes",
    diagram: polling,
    handlers: {
      Controller: ({ service }: ContentControllerCollaborators) => {
        class Answer {
          readonly status: number;
          readonly body: object;

          constructor(status: number, body: object) {
            this.status = status;
            this.body = body;
          }

          static ok(body: object): Answer {
            return new Answer(200, body);
          }
        }
        const answer = (found: JobStatusResponse): Answer => {
          switch (true) {
            case found.status === "COMPLETED":
              return Answer.ok({ status: found.status, imageUrls: { ...found.imageUrls } });
            case found.status === "FAILED":
              return Answer.ok({
                status: found.status,
                error: "이미지 생성 실패",
                message: "다시 시도해주세요",
              });
            default:
              return Answer.ok({ status: "PROCESSING", message: "이미지 생성 중입니다" });
          }
        };
        return {
          getJobStatus: (jobId: string): Promise<Answer> =>
            service.getJobStatus(jobId).then(answer, (error: unknown) => {
              if (error instanceof NotFoundException)
                return new Answer(404, { code: "JOB_001", message: notFound });
              throw error;
            }),
        };
      },
    },
  },
  {
    name: "ApiGateway passes its call on in a closure, and notes how long it took",
    diagram: polling,
    handlers: {
      Gateway: ({ controller }: ApiGatewayCollaborators) => {
        const took: number[] = [];
        const timed = async <T>(work: () => Promise<T>): Promise<T> => {
          const begun = performance.now();
          try {
            return await work();
          } finally {
            took.push(performance.now() - begun);
          }
        };
        return {
          async getJobStatus(jobId: string): Promise<GetJobStatusResponse | object> {
            if (typeof jobId !== "string" || jobId.length === 0)
              return { status: 422, body: { message: "no jobId" } };
            return timed(controller.getJobStatus.bind(controller, jobId));
          },
        };
      },
    },
  },
];
