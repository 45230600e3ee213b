import type { JobResponse } from "./messages.gen.ts";
import type {
  ContentServiceCollaborators,
  ContentServicePort,
  ImageJobTopicPort,
  JobManagerPort,
} from "./ports.gen.ts";

/** ContentService in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class ContentService implements ContentServicePort {
  readonly #jobMgr: JobManagerPort;
  readonly #jobTopic: ImageJobTopicPort;

  constructor({ jobMgr, jobTopic }: ContentServiceCollaborators) {
    this.#jobMgr = jobMgr;
    this.#jobTopic = jobTopic;
  }

  /** requestImages(eventDraftId, prompt) */
  async requestImages(eventDraftId: string, prompt: string): Promise<JobResponse> {
    const job = await this.#jobMgr.createJob(eventDraftId);
    await this.#jobTopic.publishImageJobRequested({
      jobId: job.jobId,
      eventDraftId,
      createdAt: job.createdAt,
      prompt,
    });
    return { jobId: job.jobId, status: "PENDING" };
  }

  /** regenerateImages(previousJobId, prompt) */
  async regenerateImages(previousJobId: string, prompt: string): Promise<JobResponse> {
    const job = await this.#jobMgr.restartJob(previousJobId);
    await this.#jobTopic.publishImageJobRequested({
      jobId: job.jobId,
      eventDraftId: job.eventDraftId,
      createdAt: job.createdAt,
      prompt,
    });
    return { jobId: job.jobId, status: "PENDING" };
  }
}
