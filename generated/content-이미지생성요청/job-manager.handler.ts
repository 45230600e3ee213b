import { randomUUID } from "node:crypto";
import { decodeJson } from "seqwright-runtime";
import { type Job, JobData, JobInProgressException, NotFoundException } from "./messages.gen.ts";
import type { JobManagerCollaborators, JobManagerPort, RedisCachePort } from "./ports.gen.ts";

/** JobManager in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class JobManager implements JobManagerPort {
  readonly #cache: RedisCachePort;

  constructor({ cache }: JobManagerCollaborators) {
    this.#cache = cache;
  }

  /** createJob(eventDraftId) */
  async createJob(eventDraftId: string): Promise<Job> {
    const jobId = await this.issueJobId();
    const createdAt = await this.currentTime();
    await this.#cache.set(
      `job:${jobId}`,
      JSON.stringify({ status: "PENDING", eventDraftId, type: "IMAGE", createdAt }),
      { ttlSeconds: 3600 },
    );
    return { jobId, eventDraftId, createdAt };
  }

  /** restartJob(previousJobId) */
  async restartJob(previousJobId: string): Promise<Job> {
    const jobData = decodeJson(JobData, await this.#cache.get(`job:${previousJobId}`), "jobData");
    if (jobData === null) {
      throw new NotFoundException("Job을 찾을 수 없습니다");
    }
    switch (jobData.status) {
      case "COMPLETED":
      case "FAILED": {
        const jobId = await this.issueJobId();
        const createdAt = await this.currentTime();
        await this.#cache.set(
          `job:${jobId}`,
          JSON.stringify({ status: "PENDING", eventDraftId: jobData.eventDraftId, type: "IMAGE", createdAt }),
          { ttlSeconds: 3600 },
        );
        return { jobId, eventDraftId: jobData.eventDraftId, createdAt };
      }
      case "PENDING":
      case "PROCESSING":
        throw new JobInProgressException("이미지 생성 중입니다");
    }
  }

  /** startJob(jobId, eventDraftId, createdAt) */
  async startJob(jobId: string, eventDraftId: string, createdAt: string): Promise<void> {
    await this.#cache.set(
      `job:${jobId}`,
      JSON.stringify({ status: "PROCESSING", eventDraftId, type: "IMAGE", createdAt }),
      { ttlSeconds: 3600 },
    );
  }

  /** completeJob(jobId, eventDraftId, createdAt) */
  async completeJob(jobId: string, eventDraftId: string, createdAt: string): Promise<void> {
    await this.#cache.set(
      `job:${jobId}`,
      JSON.stringify({ status: "COMPLETED", eventDraftId, type: "IMAGE", createdAt }),
      { ttlSeconds: 3600 },
    );
  }

  /** failJob(jobId, eventDraftId, createdAt) */
  async failJob(jobId: string, eventDraftId: string, createdAt: string): Promise<void> {
    await this.#cache.set(`job:${jobId}:error`, "이미지 생성 실패", { ttlSeconds: 3600 });
    await this.#cache.set(
      `job:${jobId}`,
      JSON.stringify({ status: "FAILED", eventDraftId, type: "IMAGE", createdAt }),
      { ttlSeconds: 3600 },
    );
  }

  /** jobId = issueJobId() */
  protected async issueJobId(): Promise<string> {
    return randomUUID();
  }

  /** createdAt = currentTime() */
  protected async currentTime(): Promise<string> {
    return new Date().toISOString();
  }
}
