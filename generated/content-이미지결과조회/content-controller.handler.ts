import { caught } from "seqwright-runtime";
import { type GetJobStatusResponse, NotFoundException } from "./messages.gen.ts";
import type {
  ContentControllerCollaborators,
  ContentControllerPort,
  ContentServicePort,
} from "./ports.gen.ts";

/** ContentController in diagrams/content-이미지결과조회.puml. Yours: fill in, change, extend. */
export class ContentController implements ContentControllerPort {
  readonly #service: ContentServicePort;

  constructor({ service }: ContentControllerCollaborators) {
    this.#service = service;
  }

  /** GET /api/content/jobs/{jobId}/status */
  async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
    const jobStatusResponse = await this.#service.getJobStatus(jobId).catch(caught(NotFoundException));
    if (jobStatusResponse instanceof NotFoundException) {
      return { status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } };
    }
    switch (jobStatusResponse.status) {
      case "COMPLETED":
        return { status: 200, body: { status: "COMPLETED", imageUrls: jobStatusResponse.imageUrls } };
      case "PROCESSING":
        return { status: 200, body: { status: "PROCESSING", message: "이미지 생성 중입니다" } };
      case "FAILED":
        return {
          status: 200,
          body: { status: "FAILED", error: "이미지 생성 실패", message: "다시 시도해주세요" },
        };
    }
  }
}
