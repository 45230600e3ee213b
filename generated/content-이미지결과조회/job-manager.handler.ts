import { decodeJson, decodeStoredJson, parse, z } from "seqwright-runtime";
import { ImageUrls, JobData, type JobStatusResponse, NotFoundException } from "./messages.gen.ts";
import type { JobManagerCollaborators, JobManagerPort, RedisCachePort } from "./ports.gen.ts";

/** JobManager in diagrams/content-이미지결과조회.puml. Yours: fill in, change, extend. */
export class JobManager implements JobManagerPort {
  readonly #cache: RedisCachePort;

  constructor({ cache }: JobManagerCollaborators) {
    this.#cache = cache;
  }

  /** getJobStatus(jobId) */
  async getJobStatus(jobId: string): Promise<JobStatusResponse> {
    const jobData = decodeJson(JobData, await this.#cache.get(`job:${jobId}`), "jobData");
    if (jobData === null) {
      throw new NotFoundException("Job을 찾을 수 없습니다");
    }
    switch (jobData.status) {
      case "COMPLETED": {
        const imageUrls = decodeStoredJson(
          ImageUrls,
          await this.#cache.get(`content:image:${jobData.eventDraftId}`),
          "imageUrls",
        );
        return { jobId, status: "COMPLETED", imageUrls };
      }
      case "PROCESSING":
      case "PENDING":
        return { jobId, status: "PROCESSING" };
      case "FAILED": {
        const error = parse(z.string(), await this.#cache.get(`job:${jobId}:error`), "error");
        return { jobId, status: "FAILED", error };
      }
    }
  }
}
