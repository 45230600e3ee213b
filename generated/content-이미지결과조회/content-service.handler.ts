import type { JobStatusResponse } from "./messages.gen.ts";
import type { ContentServiceCollaborators, ContentServicePort, JobManagerPort } from "./ports.gen.ts";

/** ContentService in diagrams/content-이미지결과조회.puml. Yours: fill in, change, extend. */
export class ContentService implements ContentServicePort {
  readonly #jobMgr: JobManagerPort;

  constructor({ jobMgr }: ContentServiceCollaborators) {
    this.#jobMgr = jobMgr;
  }

  /** getJobStatus(jobId) */
  async getJobStatus(jobId: string): Promise<JobStatusResponse> {
    const jobStatusResponse = await this.#jobMgr.getJobStatus(jobId);
    switch (jobStatusResponse.status) {
      case "COMPLETED":
        return { status: "COMPLETED", imageUrls: jobStatusResponse.imageUrls };
      case "PROCESSING":
        return { status: "PROCESSING" };
      case "FAILED":
        return { status: "FAILED", error: jobStatusResponse.error };
    }
  }
}
