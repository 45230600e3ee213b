import { parse, z } from "seqwright-runtime";
import {
  type GenerateImagesResponse,
  PostContentImagesGenerateRequest,
  PostContentJobsRegenerateRequest,
  type RegenerateImagesResponse,
} from "./messages.gen.ts";
import type { ApiGatewayCollaborators, ApiGatewayPort, ContentControllerPort } from "./ports.gen.ts";

/** API Gateway in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class ApiGateway implements ApiGatewayPort {
  readonly #controller: ContentControllerPort;

  constructor({ controller }: ApiGatewayCollaborators) {
    this.#controller = controller;
  }

  /** POST /api/content/images/generate {eventDraftId, prompt} */
  async generateImages(body: PostContentImagesGenerateRequest): Promise<GenerateImagesResponse> {
    parse(PostContentImagesGenerateRequest, body, "body");
    const response = await this.#controller.generateImages(body);
    return { status: 202, body: { jobId: response.body.jobId, status: "PENDING" } };
  }

  /** POST /api/content/jobs/{previousJobId}/regenerate {prompt} */
  async regenerateImages(
    previousJobId: string,
    body: PostContentJobsRegenerateRequest,
  ): Promise<RegenerateImagesResponse> {
    parse(z.string().min(1), previousJobId, "previousJobId");
    parse(PostContentJobsRegenerateRequest, body, "body");
    const response = await this.#controller.regenerateImages(previousJobId, body);
    switch (response.status) {
      case 202:
        return { status: 202, body: { jobId: response.body.jobId, status: "PENDING" } };
      case 409:
        return response;
      case 404:
        return response;
    }
  }
}
