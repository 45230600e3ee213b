// Generated from diagrams/content-이미지결과조회.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type SystemDefinition, z } from "seqwright-runtime";
import { ApiGateway } from "./api-gateway.handler.ts";
import { ContentController } from "./content-controller.handler.ts";
import { ContentService } from "./content-service.handler.ts";
import { JobManager } from "./job-manager.handler.ts";
import type {
  ApiGatewayCollaborators,
  ContentControllerCollaborators,
  ContentServiceCollaborators,
  JobManagerCollaborators,
} from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";

/** The system of diagrams/content-이미지결과조회.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Gateway: (collaborators: ApiGatewayCollaborators) => new ApiGateway(collaborators),
    Controller: (collaborators: ContentControllerCollaborators) => new ContentController(collaborators),
    Service: (collaborators: ContentServiceCollaborators) => new ContentService(collaborators),
    JobMgr: (collaborators: JobManagerCollaborators) => new JobManager(collaborators),
  },
  gateways: {},
  entries: [
    {
      kind: "http",
      step: "Client → Gateway: GET /api/content/jobs/{jobId}/status",
      participant: "Client",
      component: "Gateway",
      method: "getJobStatus",
      verb: "GET",
      path: "/api/content/jobs/{jobId}/status",
      parameters: [{ name: "jobId", in: "path", schema: z.string().min(1) }],
      policies: { polling: { limitMs: 30000, attemptsMax: 15, intervalMs: 2000 } },
    },
  ],
};
