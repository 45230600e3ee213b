import { parse, z } from "seqwright-runtime";
import type { GetJobStatusResponse } from "./messages.gen.ts";
import type { ApiGatewayCollaborators, ApiGatewayPort, ContentControllerPort } from "./ports.gen.ts";

/** API Gateway in diagrams/content-이미지결과조회.puml. Yours: fill in, change, extend. */
export class ApiGateway implements ApiGatewayPort {
  readonly #controller: ContentControllerPort;

  constructor({ controller }: ApiGatewayCollaborators) {
    this.#controller = controller;
  }

  /** GET /api/content/jobs/{jobId}/status */
  async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
    parse(z.string().min(1), jobId, "jobId");
    return this.#controller.getJobStatus(jobId);
  }
}
