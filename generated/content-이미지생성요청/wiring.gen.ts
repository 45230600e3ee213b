// Generated from diagrams/content-이미지생성요청.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type SystemDefinition, z } from "seqwright-runtime";
import { ApiGateway } from "./api-gateway.handler.ts";
import { ContentController } from "./content-controller.handler.ts";
import { ContentService } from "./content-service.handler.ts";
import { ImageApi } from "./image-api.handler.ts";
import { ImageGenerator } from "./image-generator.handler.ts";
import { ImageStorage } from "./image-storage.handler.ts";
import { ImageWorker } from "./image-worker.handler.ts";
import { JobManager } from "./job-manager.handler.ts";
import {
  ContentCreated,
  ImageJobRequested,
  PostContentImagesGenerateRequest,
  PostContentJobsRegenerateRequest,
} from "./messages.gen.ts";
import type {
  ApiGatewayCollaborators,
  ContentControllerCollaborators,
  ContentServiceCollaborators,
  ImageGeneratorCollaborators,
  ImageWorkerCollaborators,
  JobManagerCollaborators,
} from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";

/** The system of diagrams/content-이미지생성요청.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Gateway: (collaborators: ApiGatewayCollaborators) => new ApiGateway(collaborators),
    Controller: (collaborators: ContentControllerCollaborators) => new ContentController(collaborators),
    Service: (collaborators: ContentServiceCollaborators) => new ContentService(collaborators),
    JobMgr: (collaborators: JobManagerCollaborators) => new JobManager(collaborators),
    Worker: (collaborators: ImageWorkerCollaborators) => new ImageWorker(collaborators),
    Generator: (collaborators: ImageGeneratorCollaborators) => new ImageGenerator(collaborators),
  },
  gateways: {
    ImageApi: () => new ImageApi(),
    Storage: ({ admin, objects }) => new ImageStorage({ admin, objects }),
  },
  entries: [
    {
      kind: "http",
      step: "Client → Gateway: POST /api/content/images/generate",
      participant: "Client",
      component: "Gateway",
      method: "generateImages",
      verb: "POST",
      path: "/api/content/images/generate",
      parameters: [{ name: "body", in: "body", schema: PostContentImagesGenerateRequest }],
    },
    {
      kind: "http",
      step: "Client → Gateway: POST /api/content/jobs/{previousJobId}/regenerate",
      participant: "Client",
      component: "Gateway",
      method: "regenerateImages",
      verb: "POST",
      path: "/api/content/jobs/{previousJobId}/regenerate",
      parameters: [
        { name: "previousJobId", in: "path", schema: z.string().min(1) },
        { name: "body", in: "body", schema: PostContentJobsRegenerateRequest },
      ],
    },
    {
      kind: "kafka",
      step: "JobTopic → Worker: ImageJobRequested",
      participant: "JobTopic",
      component: "Worker",
      method: "onImageJobRequested",
      topic: "image-job-topic",
      eventType: "ImageJobRequested",
      schema: ImageJobRequested,
      acknowledge: "on-return",
      policies: { retriesMax: 3 },
    },
  ],
  publications: [
    {
      participant: "JobTopic",
      method: "publishImageJobRequested",
      topic: "image-job-topic",
      eventType: "ImageJobRequested",
      schema: ImageJobRequested,
      key: "eventDraftId",
    },
    {
      participant: "EventTopic",
      method: "publishContentCreated",
      topic: "event-topic",
      eventType: "ContentCreated",
      schema: ContentCreated,
      key: "eventDraftId",
    },
  ],
};
