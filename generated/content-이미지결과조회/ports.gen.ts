// Generated from diagrams/content-이미지결과조회.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { RedisCommands } from "seqwright-runtime";
import type { GetJobStatusResponse, JobStatusResponse } from "./messages.gen.ts";

/** What is asked of API Gateway in diagrams/content-이미지결과조회.puml. */
export interface ApiGatewayPort {
  /** GET /api/content/jobs/{jobId}/status */
  getJobStatus(jobId: string): Promise<GetJobStatusResponse>;
}

/** What is asked of ContentController in diagrams/content-이미지결과조회.puml. */
export interface ContentControllerPort {
  /** GET /api/content/jobs/{jobId}/status */
  getJobStatus(jobId: string): Promise<GetJobStatusResponse>;
}

/** What is asked of ContentService in diagrams/content-이미지결과조회.puml. */
export interface ContentServicePort {
  /**
   * getJobStatus(jobId)
   * Rejects with NotFoundException.
   */
  getJobStatus(jobId: string): Promise<JobStatusResponse>;
}

/** What is asked of JobManager in diagrams/content-이미지결과조회.puml. */
export interface JobManagerPort {
  /**
   * getJobStatus(jobId)
   * Rejects with NotFoundException.
   */
  getJobStatus(jobId: string): Promise<JobStatusResponse>;
}

/** What is asked of Redis Cache in diagrams/content-이미지결과조회.puml. */
export interface RedisCachePort {
  /**
   * Job 상태 조회 Key: job:{jobId}
   * 이미지 URL 조회 Key: content:image:{eventDraftId}
   * 에러 정보 조회 Key: job:{jobId}:error
   */
  readonly get: RedisCommands["get"];
}

/** Whom ApiGateway works with. */
export interface ApiGatewayCollaborators {
  readonly controller: ContentControllerPort;
}

/** Whom ContentController works with. */
export interface ContentControllerCollaborators {
  readonly service: ContentServicePort;
}

/** Whom ContentService works with. */
export interface ContentServiceCollaborators {
  readonly jobMgr: JobManagerPort;
}

/** Whom JobManager works with. */
export interface JobManagerCollaborators {
  readonly cache: RedisCachePort;
}
