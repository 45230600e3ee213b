// Generated from diagrams/content-이미지결과조회.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { contract } from "seqwright-runtime/contract";
import { describe, test } from "vitest";
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

const subject = contract(
  protocol,
  {
    Gateway: (collaborators: ApiGatewayCollaborators) => new ApiGateway(collaborators),
    Controller: (collaborators: ContentControllerCollaborators) => new ContentController(collaborators),
    Service: (collaborators: ContentServiceCollaborators) => new ContentService(collaborators),
    JobMgr: (collaborators: JobManagerCollaborators) => new JobManager(collaborators),
  },
  { handlers: import.meta.url },
);

describe("content-이미지결과조회 › API Gateway", { timeout: 120_000 }, () => {
  test("order: GET /api/content/jobs/{jobId}/status → 200 OK → 404 Not Found", () =>
    subject.order("Gateway"));
  test("coverage: every arrow and branch at API Gateway is exercised", () => subject.coverage("Gateway"));
  test("fatal fault: an unrecoverable error at any arrow of API Gateway fails at once", () =>
    subject.fatalFault("Gateway"));
});

describe("content-이미지결과조회 › ContentController", { timeout: 120_000 }, () => {
  test("order: GET /api/content/jobs/{jobId}/status → getJobStatus → 200 OK → 404 Not Found", () =>
    subject.order("Controller"));
  test("coverage: every arrow and branch at ContentController is exercised", () =>
    subject.coverage("Controller"));
  test("fatal fault: an unrecoverable error at any arrow of ContentController fails at once", () =>
    subject.fatalFault("Controller"));
});

describe("content-이미지결과조회 › ContentService", { timeout: 120_000 }, () => {
  test("order: getJobStatus → JobStatusResponse → throw NotFoundException", () => subject.order("Service"));
  test("coverage: every arrow and branch at ContentService is exercised", () => subject.coverage("Service"));
  test("fatal fault: an unrecoverable error at any arrow of ContentService fails at once", () =>
    subject.fatalFault("Service"));
});

describe("content-이미지결과조회 › JobManager", { timeout: 120_000 }, () => {
  test("order: getJobStatus → Job 상태 조회 → 이미지 URL 조회 → JobStatusResponse → 에러 정보 조회 → JobStatusResponse → …", () =>
    subject.order("JobMgr"));
  test("coverage: every arrow and branch at JobManager is exercised", () => subject.coverage("JobMgr"));
  test("fatal fault: an unrecoverable error at any arrow of JobManager fails at once", () =>
    subject.fatalFault("JobMgr"));
});

describe("content-이미지결과조회 › all components together", { timeout: 120_000 }, () => {
  test("order: GET /api/content/jobs/{jobId}/status → getJobStatus → Job 상태 조회 → 이미지 URL 조회 → 에러 정보 조회", () =>
    subject.order());
  test("coverage: every arrow and branch is exercised", () => subject.coverage());
  test("bad input: a malformed payload of GET /api/content/jobs/{jobId}/status is refused and changes nothing", () =>
    subject.badInput());
});
