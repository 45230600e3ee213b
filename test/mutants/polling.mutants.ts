import { decodeJson } from "seqwright-runtime";
import { ApiGateway } from "../../generated/content-이미지결과조회/api-gateway.handler.ts";
import { ContentController } from "../../generated/content-이미지결과조회/content-controller.handler.ts";
import { ContentService } from "../../generated/content-이미지결과조회/content-service.handler.ts";
import { JobManager } from "../../generated/content-이미지결과조회/job-manager.handler.ts";
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
} from "../../generated/content-이미지결과조회/ports.gen.ts";
import { hurriedPolling } from "./hurried/polling.mutants.ts";
import type { Mutant } from "./mutant.ts";

type Expectation = Omit<Mutant, "name" | "wrong">;

/** What a request comes to, whatever its status and body: wrong answers are not for the compiler to refuse here. */
type Answer = (response: GetJobStatusResponse) => { readonly status: number; readonly body: object };

class Gateway extends ApiGateway {
  protected readonly controller: ApiGatewayCollaborators["controller"];

  constructor(given: ApiGatewayCollaborators) {
    super(given);
    this.controller = given.controller;
  }
}

class Controller extends ContentController {
  protected readonly service: ContentControllerCollaborators["service"];

  constructor(given: ContentControllerCollaborators) {
    super(given);
    this.service = given.service;
  }
}

class Service extends ContentService {
  protected readonly jobMgr: ContentServiceCollaborators["jobMgr"];

  constructor(given: ContentServiceCollaborators) {
    super(given);
    this.jobMgr = given.jobMgr;
  }
}

class Jobs extends JobManager {
  protected readonly cache: JobManagerCollaborators["cache"];

  constructor(given: JobManagerCollaborators) {
    super(given);
    this.cache = given.cache;
  }

  override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
    const job = decodeJson(JobData, await this.cache.get(`job:${jobId}`), "job");
    if (job === null) throw new NotFoundException();
    return this.statusOf(jobId, job);
  }

  protected async statusOf(jobId: string, job: JobData): Promise<JobStatusResponse> {
    switch (job.status) {
      case "COMPLETED":
        return this.completed(jobId, job);
      case "FAILED":
        return this.failed(jobId);
      case "PROCESSING":
      case "PENDING":
        return { jobId, status: "PROCESSING" };
    }
  }

  protected async completed(jobId: string, { eventDraftId }: JobData): Promise<JobStatusResponse> {
    const urls = await this.cache.get(`content:image:${eventDraftId}`);
    return { jobId, status: "COMPLETED", imageUrls: ImageUrls.parse(JSON.parse(String(urls))) };
  }

  protected async failed(jobId: string): Promise<JobStatusResponse> {
    return { jobId, status: "FAILED", error: String(await this.cache.get(`job:${jobId}:error`)) };
  }
}

const gateway = (name: string, wrong: typeof Gateway, rest: Expectation): Mutant => ({
  name: `ApiGateway ${name}`,
  wrong: { Gateway: (given: ApiGatewayCollaborators) => new wrong(given) },
  ...rest,
});

const controller = (name: string, wrong: typeof Controller, rest: Expectation): Mutant => ({
  name: `ContentController ${name}`,
  wrong: { Controller: (given: ContentControllerCollaborators) => new wrong(given) },
  ...rest,
});

const service = (name: string, wrong: typeof Service, rest: Expectation): Mutant => ({
  name: `ContentService ${name}`,
  wrong: { Service: (given: ContentServiceCollaborators) => new wrong(given) },
  ...rest,
});

const jobs = (name: string, wrong: typeof Jobs, rest: Expectation): Mutant => ({
  name: `JobManager ${name}`,
  wrong: { JobMgr: (given: JobManagerCollaborators) => new wrong(given) },
  ...rest,
});

/** A gateway that makes something else of the controller's answer. */
const gatewayAnswering = (answer: Answer): typeof Gateway =>
  class extends Gateway {
    override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
      return answer(await super.getJobStatus(jobId)) as GetJobStatusResponse;
    }
  };

/** A controller that makes something else of the right answer. */
const controllerAnswering = (answer: Answer): typeof Controller =>
  class extends Controller {
    override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
      return answer(await super.getJobStatus(jobId)) as GetJobStatusResponse;
    }
  };

/** A service that makes something else of the right answer. */
const serviceAnswering = (answer: (response: JobStatusResponse) => object): typeof Service =>
  class extends Service {
    override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
      return answer(await super.getJobStatus(jobId)) as JobStatusResponse;
    }
  };

const swapped = ({ simple, fancy, trendy }: ImageUrls): ImageUrls => ({
  simple: fancy,
  fancy: simple,
  trendy,
});

const gateways: readonly Mutant[] = [
  gateway(
    "passes on whatever comes",
    class extends Gateway {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        return this.controller.getJobStatus(jobId);
      }
    },
    { caught: { by: "bad-input", kind: "accepted-bad-input", line: 20, only: true } },
  ),
  gateway(
    "looks only whether there is an id",
    class extends Gateway {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        if (!jobId) throw new Error("jobId is missing");
        return this.controller.getJobStatus(jobId);
      }
    },
    { caught: { by: "bad-input", kind: "accepted-bad-input", line: 20, only: true } },
  ),
  gateway(
    "stumbles over an id that is no text",
    class extends Gateway {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        if (jobId.trim() === "" && jobId === "") throw new Error("jobId is empty");
        return super.getJobStatus(jobId);
      }
    },
    { caught: { by: "bad-input", kind: "crashed-on-bad-input", line: 20, only: true } },
  ),
  gateway(
    "encodes the id, which most ids survive",
    class extends Gateway {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        return super.getJobStatus(encodeURIComponent(jobId));
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 23 } },
  ),
  gateway(
    "always says 200",
    gatewayAnswering(({ body }) => ({ status: 200, body })),
    { caught: { by: "order", kind: "wrong-branch", line: 121 } },
  ),
  gateway(
    "leaves the body out",
    gatewayAnswering(({ status }) => ({ status, body: {} })),
    { caught: { by: "order", kind: "wrong-answer", line: 54 } },
  ),
  gateway(
    "asks twice",
    class extends Gateway {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        await super.getJobStatus(jobId);
        return super.getJobStatus(jobId);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 23 } },
  ),
  gateway(
    "answers without asking",
    class extends Gateway {
      override async getJobStatus(): Promise<GetJobStatusResponse> {
        return { status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } };
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 121 } },
  ),
  gateway(
    "says 404 whatever went wrong",
    class extends Gateway {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        return super
          .getJobStatus(jobId)
          .catch(() => ({ status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } }));
      }
    },
    {
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 23, also: ["transient-fault"] },
      together: { line: 32 },
    },
  ),
];

const controllers: readonly Mutant[] = [
  controller(
    "says 410 for a job that is not there",
    controllerAnswering(({ status, body }) => ({ status: status === 404 ? 410 : status, body })),
    { caught: { by: "order", kind: "wrong-answer", line: 118 } },
  ),
  controller(
    "gives another error code",
    controllerAnswering(({ status, body }) => ({
      status,
      body: "code" in body ? { ...body, code: "JOB_002" } : body,
    })),
    { caught: { by: "order", kind: "wrong-answer", line: 118 } },
  ),
  controller(
    "says 202 as long as the job is processed",
    controllerAnswering(({ status, body }) => ({
      status: "status" in body && body.status === "PROCESSING" ? 202 : status,
      body,
    })),
    { caught: { by: "order", kind: "wrong-answer", line: 71 } },
  ),
  controller(
    "says 500 for a job that has failed",
    controllerAnswering(({ status, body }) => ({
      status: "status" in body && body.status === "FAILED" ? 500 : status,
      body,
    })),
    { caught: { by: "order", kind: "wrong-answer", line: 95 } },
  ),
  controller(
    "shows the inner error to the client",
    class extends Controller {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        let inner = "";
        const watching = {
          getJobStatus: async (id: string): Promise<JobStatusResponse> => {
            const found = await this.service.getJobStatus(id);
            if (found.status === "FAILED") inner = found.error;
            return found;
          },
        };
        const response = await new ContentController({ service: watching }).getJobStatus(jobId);
        return (inner === ""
          ? response
          : { ...response, body: { ...response.body, error: inner } }) as unknown as GetJobStatusResponse;
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 95 } },
  ),
  controller(
    "mixes up two of the images",
    controllerAnswering(({ status, body }) => ({
      status,
      body: "imageUrls" in body ? { ...body, imageUrls: swapped(body.imageUrls) } : body,
    })),
    { caught: { by: "order", kind: "wrong-answer", line: 51 } },
  ),
  controller(
    "forgets that a job may have failed",
    class extends Controller {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        const found = await this.service.getJobStatus(jobId).catch(() => undefined);
        if (found === undefined)
          return { status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } };
        return found.status === "COMPLETED"
          ? { status: 200, body: { status: "COMPLETED", imageUrls: found.imageUrls } }
          : { status: 200, body: { status: "PROCESSING", message: "이미지 생성 중입니다" } };
      }
    },
    { caught: { by: "order", kind: "wrong-branch", line: 95 } },
  ),
  controller(
    "never says FAILED, which nobody sees drawn",
    controllerAnswering(({ status, body }) => ({
      status,
      body:
        "error" in body ? { status: "PROCESSING" as const, message: "이미지 생성 중입니다" as const } : body,
    })),
    { caught: { by: "coverage", kind: "never-exercised", line: 95 } },
  ),
  controller(
    "lets the exception through",
    class extends Controller {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        const found = await this.service.getJobStatus(jobId);
        return new ContentController({ service: { getJobStatus: async () => found } }).getJobStatus(jobId);
      }
    },
    { caught: { by: "order", kind: "failed", line: 118 } },
  ),
  controller(
    "takes every error for a job that is not there",
    class extends Controller {
      override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
        return super
          .getJobStatus(jobId)
          .catch(() => ({ status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } }));
      }
    },
    {
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 26, also: ["transient-fault"] },
      together: { line: 32 },
    },
  ),
];

const services: readonly Mutant[] = [
  service(
    "asks again when the job is not there",
    class extends Service {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        return super.getJobStatus(jobId).catch(() => super.getJobStatus(jobId));
      }
    },
    { caught: { by: "order", kind: "repeated", line: 29 } },
  ),
  service(
    "throws an error of another class",
    class extends Service {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        return super.getJobStatus(jobId).catch((cause: unknown) => {
          throw new Error("Job을 찾을 수 없습니다", { cause });
        });
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 115 } },
  ),
  service(
    "answers PROCESSING for a job that is not there",
    class extends Service {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        return super.getJobStatus(jobId).catch((error: unknown) => {
          if (error instanceof NotFoundException) return { status: "PROCESSING" as const };
          throw error;
        });
      }
    },
    { caught: { by: "order", kind: "wrong-branch", line: 115 } },
  ),
  service(
    "leaves the error of a failed job out",
    serviceAnswering(({ status, ...rest }) => (status === "FAILED" ? { status } : { status, ...rest })),
    { caught: { by: "order", kind: "wrong-answer", line: 92 } },
  ),
  service(
    "mixes up two of the images",
    serviceAnswering((found) =>
      found.status === "COMPLETED" ? { ...found, imageUrls: swapped(found.imageUrls) } : found,
    ),
    { caught: { by: "order", kind: "wrong-answer", line: 48 } },
  ),
  service(
    "rewrites the addresses, which most addresses survive",
    serviceAnswering((found) =>
      found.status === "COMPLETED"
        ? { ...found, imageUrls: { ...found.imageUrls, simple: new URL(found.imageUrls.simple).href } }
        : found,
    ),
    { caught: { by: "order", kind: "wrong-answer", line: 48 } },
  ),
  service(
    "answers PROCESSING while the job manager is away",
    class extends Service {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        return super.getJobStatus(jobId).catch((error: unknown) => {
          if (error instanceof NotFoundException) throw error;
          return { status: "PROCESSING" as const };
        });
      }
    },
    {
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 29, also: ["transient-fault"] },
      together: { line: 32 },
    },
  ),
];

const managers: readonly Mutant[] = [
  jobs(
    "looks under another key",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        const job = decodeJson(JobData, await this.cache.get(`jobs:${jobId}`), "job");
        if (job === null) throw new NotFoundException();
        return this.statusOf(jobId, job);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 32 } },
  ),
  jobs(
    "looks for the images of the job instead of the draft",
    class extends Jobs {
      protected override async completed(jobId: string, job: JobData): Promise<JobStatusResponse> {
        return super.completed(jobId, { ...job, eventDraftId: jobId });
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 40 } },
  ),
  jobs(
    "looks for the error under another key",
    class extends Jobs {
      protected override async failed(jobId: string): Promise<JobStatusResponse> {
        return { jobId, status: "FAILED", error: String(await this.cache.get(`job:${jobId}:errors`)) };
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 84 } },
  ),
  jobs(
    "does not expect a job to be missing",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        return this.statusOf(jobId, JSON.parse(String(await this.cache.get(`job:${jobId}`))) as JobData);
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 112 } },
  ),
  jobs(
    "takes null for a job in progress",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        const job = decodeJson(JobData, await this.cache.get(`job:${jobId}`), "job");
        return job === null ? { jobId, status: "PROCESSING" } : this.statusOf(jobId, job);
      }
    },
    { caught: { by: "order", kind: "wrong-branch", line: 112 } },
  ),
  jobs(
    "fetches the images before it looks at the status",
    class extends Jobs {
      protected override async statusOf(jobId: string, job: JobData): Promise<JobStatusResponse> {
        const completed = await this.completed(jobId, job);
        return job.status === "COMPLETED" ? completed : super.statusOf(jobId, job);
      }
    },
    { caught: { by: "order", kind: "wrong-branch", line: 40 } },
  ),
  jobs(
    "passes PENDING on",
    class extends Jobs {
      protected override async statusOf(jobId: string, job: JobData): Promise<JobStatusResponse> {
        const pending = { jobId, status: job.status } as JobStatusResponse;
        return job.status === "PENDING" ? pending : super.statusOf(jobId, job);
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 65 } },
  ),
  jobs(
    "takes PENDING for a failure",
    class extends Jobs {
      protected override async statusOf(jobId: string, job: JobData): Promise<JobStatusResponse> {
        return super.statusOf(jobId, job.status === "PENDING" ? { ...job, status: "FAILED" } : job);
      }
    },
    { caught: { by: "order", kind: "wrong-branch", line: 84 } },
  ),
  jobs(
    "mixes up completed and failed",
    class extends Jobs {
      protected override async statusOf(jobId: string, job: JobData): Promise<JobStatusResponse> {
        const other = { COMPLETED: "FAILED", FAILED: "COMPLETED" } as const;
        const status = job.status === "COMPLETED" || job.status === "FAILED" ? other[job.status] : job.status;
        return super.statusOf(jobId, { ...job, status });
      }
    },
    { caught: { by: "order", kind: "wrong-branch", line: 84 } },
  ),
  jobs(
    "says that a job has failed without asking why",
    class extends Jobs {
      protected override async failed(jobId: string): Promise<JobStatusResponse> {
        return { jobId, status: "FAILED", error: "이미지 생성 실패" };
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 89 } },
  ),
  jobs(
    "throws an error of no class of its own",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        return super.getJobStatus(jobId).catch((error: Error) => {
          throw error instanceof NotFoundException ? new Error(error.message) : error;
        });
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 112 } },
  ),
  jobs(
    "says in English that the job is not there",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        return super.getJobStatus(jobId).catch((error: Error) => {
          throw error instanceof NotFoundException ? new NotFoundException("no such job") : error;
        });
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 112 } },
  ),
  jobs(
    "waits in a loop until the job is done",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        let found = await super.getJobStatus(jobId);
        while (found.status === "PROCESSING") found = await super.getJobStatus(jobId);
        return found;
      }
    },
    { caught: { by: "order", kind: "repeated", line: 32 } },
  ),
  jobs(
    "leaves the id out of its answer",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        const { jobId: _, ...rest } = await super.getJobStatus(jobId);
        return rest;
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 45 } },
  ),
  jobs(
    "takes a cache that is away for a job that is not there",
    class extends Jobs {
      override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
        const text = await this.cache.get(`job:${jobId}`).catch(() => null);
        const job = decodeJson(JobData, text, "job");
        if (job === null) throw new NotFoundException();
        return this.statusOf(jobId, job);
      }
    },
    { caught: { by: "fatal-fault", kind: "swallowed-error", line: 32, also: ["transient-fault"] } },
  ),
  jobs(
    "asks the cache a second time when it fails",
    class extends Jobs {
      protected override async failed(jobId: string): Promise<JobStatusResponse> {
        return super.failed(jobId).catch(() => super.failed(jobId));
      }
    },
    { caught: { by: "fatal-fault", kind: "repeated-after-fault", line: 84, also: ["transient-fault"] } },
  ),
];

/** Wrong handlers for diagrams/content-이미지결과조회.puml. */
export const pollingMutants: readonly Mutant[] = [
  ...hurriedPolling,
  ...gateways,
  ...controllers,
  ...services,
  ...managers,
];
