import { expect, test } from "vitest";
import { z } from "zod";
import { caught, decodeJson, InvalidPayloadError, parse } from "../../../runtime/index.ts";
import {
  Job,
  NotFoundException,
  pollingProtocol,
  Urls,
  type Answer,
  type ControllerCollaborators,
  type JobsCollaborators,
  type JobStatus,
} from "./diagrams/polling.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

class Controller {
  protected readonly jobs: ControllerCollaborators["jobs"];

  constructor({ jobs }: ControllerCollaborators) {
    this.jobs = jobs;
  }

  async getJob(jobId: string): Promise<Answer> {
    try {
      parse(z.string(), jobId, "jobId");
    } catch (error) {
      return { status: 400, body: { message: caught(InvalidPayloadError)(error).message } };
    }
    const found = await this.jobs.getJobStatus(jobId).catch(caught(NotFoundException));
    if (found instanceof NotFoundException) return { status: 404, body: { message: found.message } };
    return { status: 200, body: { status: found.status } };
  }
}

class JobManager {
  protected readonly cache: JobsCollaborators["cache"];

  constructor({ cache }: JobsCollaborators) {
    this.cache = cache;
  }

  async getJobStatus(jobId: string): Promise<JobStatus> {
    const job = decodeJson(Job, await this.cache.get(`job:${jobId}`), "Job");
    if (job === null) throw new NotFoundException("no such job");
    return this.statusOf(jobId, job);
  }

  protected async statusOf(jobId: string, job: z.infer<typeof Job>): Promise<JobStatus> {
    if (job.status === "FAILED") return { jobId, status: "FAILED", error: "failed" };
    if (job.status !== "COMPLETED") return { jobId, status: "PROCESSING" };
    const urls = decodeJson(Urls, await this.cache.get(`image:${job.draft}`), "Urls");
    if (urls === null) throw new NotFoundException("no urls");
    return { jobId, status: "COMPLETED", urls };
  }
}

const right = {
  Controller: (collaborators: ControllerCollaborators) => new Controller(collaborators),
  Jobs: (collaborators: JobsCollaborators) => new JobManager(collaborators),
};

test("the right components pass 1,000 runs of each property, alone and together", async () => {
  await withRuns(1_000, async () => {
    expect(await verdicts(pollingProtocol, right, "Controller")).toEqual({});
    expect(await verdicts(pollingProtocol, right, "Jobs")).toEqual({});
    expect(await verdicts(pollingProtocol, right)).toEqual({});
  });
});

class FailedIsProcessing extends JobManager {
  protected override async statusOf(jobId: string, job: z.infer<typeof Job>): Promise<JobStatus> {
    return super.statusOf(jobId, job.status === "FAILED" ? { ...job, status: "PENDING" } : job);
  }
}
class WrongKey extends JobManager {
  override async getJobStatus(jobId: string): Promise<JobStatus> {
    return super.getJobStatus(jobId.trim());
  }
}
class WrongMessage extends JobManager {
  override async getJobStatus(jobId: string): Promise<JobStatus> {
    return super.getJobStatus(jobId).catch((error: unknown) => {
      throw error instanceof NotFoundException ? new NotFoundException("gone") : error;
    });
  }
}
class PendingShown extends JobManager {
  protected override async statusOf(jobId: string, job: z.infer<typeof Job>): Promise<JobStatus> {
    const status = await super.statusOf(jobId, job);
    return job.status === "PENDING" ? (JSON.parse(`{"jobId":"","status":"PENDING"}`) as JobStatus) : status;
  }
}

test.each([
  [
    "a wrong branch",
    FailedIsProcessing,
    /line 21 \(JobStatus PROCESSING\) was answered, but it belongs to a branch/,
  ],
  ["a wrong key", WrongKey, /another key than the diagram says/],
  ["a wrong message", WrongMessage, /expected {2}throw NotFoundException\("no such job"\)/],
  ["an answer that the diagram does not know", PendingShown, /otherwise than the diagram says/],
])("order catches %s", async (_, manager, report) => {
  const factories = { ...right, Jobs: (collaborators: JobsCollaborators) => new manager(collaborators) };
  expect((await verdicts(pollingProtocol, factories, "Jobs")).order).toMatch(report);
  expect((await verdicts(pollingProtocol, factories)).order).toMatch(report);
});

class Always404 extends Controller {
  override async getJob(jobId: string): Promise<Answer> {
    return super
      .getJob(jobId)
      .catch((error: Error) => ({ status: 404 as const, body: { message: error.message } }));
  }
}

test("fatal fault alone catches an HTTP answer that hides the error", async () => {
  const factories = { ...right, Controller: (given: ControllerCollaborators) => new Always404(given) };
  const found = await verdicts(pollingProtocol, factories, "Controller");
  expect(found["fatal-fault"]).toMatch(/but getJob\(\) went well, with \{ status: 404/);
  expect(Object.keys(found)).toEqual(["fatal-fault", "transient-fault"]);
});

class Trusting extends Controller {
  override async getJob(jobId: string): Promise<Answer> {
    const found = await this.jobs.getJobStatus(jobId).catch(caught(NotFoundException));
    if (found instanceof NotFoundException) return { status: 404, body: { message: found.message } };
    return { status: 200, body: { status: found.status } };
  }
}

test("bad input alone catches a controller that passes everything on", async () => {
  const factories = { ...right, Controller: (given: ControllerCollaborators) => new Trusting(given) };
  const found = await verdicts(pollingProtocol, factories);
  expect(found["bad-input"]).toMatch(/was accepted: the answer is \{ status: 200/);
  expect(Object.keys(found)).toEqual(["bad-input"]);
});
