import { caught } from "seqwright-runtime";
import {
  type ContentControllerRegenerateImagesResponse,
  type GenerateImagesResponse,
  JobInProgressException,
  NotFoundException,
  type PostContentImagesGenerateRequest,
  type PostContentJobsRegenerateRequest,
} from "./messages.gen.ts";
import type {
  ContentControllerCollaborators,
  ContentControllerPort,
  ContentServicePort,
} from "./ports.gen.ts";

/** ContentController in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class ContentController implements ContentControllerPort {
  readonly #service: ContentServicePort;

  constructor({ service }: ContentControllerCollaborators) {
    this.#service = service;
  }

  /** POST /api/content/images/generate {eventDraftId, prompt} */
  async generateImages(body: PostContentImagesGenerateRequest): Promise<GenerateImagesResponse> {
    const jobResponse = await this.#service.requestImages(body.eventDraftId, body.prompt);
    return { status: 202, body: jobResponse };
  }

  /** POST /api/content/jobs/{previousJobId}/regenerate {prompt} */
  async regenerateImages(
    previousJobId: string,
    body: PostContentJobsRegenerateRequest,
  ): Promise<ContentControllerRegenerateImagesResponse> {
    const jobResponse = await this.#service
      .regenerateImages(previousJobId, body.prompt)
      .catch(caught(JobInProgressException, NotFoundException));
    if (jobResponse instanceof JobInProgressException) {
      return { status: 409, body: { code: "JOB_002", message: "이미지 생성 중입니다" } };
    }
    if (jobResponse instanceof NotFoundException) {
      return { status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } };
    }
    return { status: 202, body: jobResponse };
  }
}
