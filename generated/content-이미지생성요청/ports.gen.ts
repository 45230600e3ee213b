// Generated from diagrams/content-이미지생성요청.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { RedisCommands } from "seqwright-runtime";
import type {
  ContentControllerRegenerateImagesResponse,
  ContentCreated,
  CreateImageResponse,
  GenerateImagesResponse,
  ImageJobRequested,
  Job,
  JobResponse,
  PostContentImagesGenerateRequest,
  PostContentJobsRegenerateRequest,
  PostImagesRequest,
  RegenerateImagesResponse,
} from "./messages.gen.ts";

/** What is asked of API Gateway in diagrams/content-이미지생성요청.puml. */
export interface ApiGatewayPort {
  /** POST /api/content/images/generate {eventDraftId, prompt} */
  generateImages(body: PostContentImagesGenerateRequest): Promise<GenerateImagesResponse>;
  /** POST /api/content/jobs/{previousJobId}/regenerate {prompt} */
  regenerateImages(
    previousJobId: string,
    body: PostContentJobsRegenerateRequest,
  ): Promise<RegenerateImagesResponse>;
}

/** What is asked of ContentController in diagrams/content-이미지생성요청.puml. */
export interface ContentControllerPort {
  /** POST /api/content/images/generate {eventDraftId, prompt} */
  generateImages(body: PostContentImagesGenerateRequest): Promise<GenerateImagesResponse>;
  /** POST /api/content/jobs/{previousJobId}/regenerate {prompt} */
  regenerateImages(
    previousJobId: string,
    body: PostContentJobsRegenerateRequest,
  ): Promise<ContentControllerRegenerateImagesResponse>;
}

/** What is asked of ContentService in diagrams/content-이미지생성요청.puml. */
export interface ContentServicePort {
  /** requestImages(eventDraftId, prompt) */
  requestImages(eventDraftId: string, prompt: string): Promise<JobResponse>;
  /**
   * regenerateImages(previousJobId, prompt)
   * Rejects with JobInProgressException.
   * Rejects with NotFoundException.
   */
  regenerateImages(previousJobId: string, prompt: string): Promise<JobResponse>;
}

/** What is asked of JobManager in diagrams/content-이미지생성요청.puml. */
export interface JobManagerPort {
  /** createJob(eventDraftId) */
  createJob(eventDraftId: string): Promise<Job>;
  /**
   * restartJob(previousJobId)
   * Rejects with JobInProgressException.
   * Rejects with NotFoundException.
   */
  restartJob(previousJobId: string): Promise<Job>;
  /** startJob(jobId, eventDraftId, createdAt) */
  startJob(jobId: string, eventDraftId: string, createdAt: string): Promise<void>;
  /** completeJob(jobId, eventDraftId, createdAt) */
  completeJob(jobId: string, eventDraftId: string, createdAt: string): Promise<void>;
  /** failJob(jobId, eventDraftId, createdAt) */
  failJob(jobId: string, eventDraftId: string, createdAt: string): Promise<void>;
}

/** What is asked of Redis Cache in diagrams/content-이미지생성요청.puml. */
export interface RedisCachePort {
  /**
   * Job 저장 Key: job:{jobId} {status: PENDING, eventDraftId, type: IMAGE, createdAt} TTL: 1시간
   * Job 상태 변경 Key: job:{jobId} {status: PROCESSING, eventDraftId, type: IMAGE, createdAt} TTL: 1시간
   * 이미지 URL 저장 Key: content:image:{eventDraftId} {imageUrls} TTL: 7일
   * Job 상태 변경 Key: job:{jobId} {status: COMPLETED, eventDraftId, type: IMAGE, createdAt} TTL: 1시간
   * 에러 정보 저장 SET job:{jobId}:error "이미지 생성 실패" EX 3600
   * Job 상태 변경 Key: job:{jobId} {status: FAILED, eventDraftId, type: IMAGE, createdAt} TTL: 1시간
   */
  readonly set: RedisCommands["set"];
  /** Job 상태 조회 Key: job:{previousJobId} */
  readonly get: RedisCommands["get"];
}

/** What is asked of Kafka image-job-topic in diagrams/content-이미지생성요청.puml. */
export interface ImageJobTopicPort {
  /** ImageJobRequested 이벤트 발행 {jobId, eventDraftId, createdAt, prompt} (key: eventDraftId) */
  publishImageJobRequested(event: ImageJobRequested): Promise<void>;
}

/** What is asked of ImageWorker in diagrams/content-이미지생성요청.puml. */
export interface ImageWorkerPort {
  /** ImageJobRequested 이벤트 수신 {jobId, eventDraftId, createdAt, prompt} */
  onImageJobRequested(event: ImageJobRequested): Promise<void>;
}

/** What is asked of ImageGenerator in diagrams/content-이미지생성요청.puml. */
export interface ImageGeneratorPort {
  /**
   * simple = generateImage(jobId, prompt, "simple")
   * fancy = generateImage(jobId, prompt, "fancy")
   * trendy = generateImage(jobId, prompt, "trendy")
   */
  generateImage(jobId: string, prompt: string, style: "simple" | "fancy" | "trendy"): Promise<string | null>;
}

/** What is asked of Image API in diagrams/content-이미지생성요청.puml. */
export interface ImageApiPort {
  /** POST /v1/images {prompt, style} */
  createImage(body: PostImagesRequest): Promise<CreateImageResponse>;
}

/** What is asked of MinIO content-images in diagrams/content-이미지생성요청.puml. */
export interface ImageStoragePort {
  /** putImage(jobId, style, image) */
  putImage(jobId: string, style: string, image: string): Promise<string>;
}

/** What is asked of Kafka event-topic in diagrams/content-이미지생성요청.puml. */
export interface EventTopicPort {
  /** ContentCreated 이벤트 발행 {jobId, eventDraftId, imageUrls} (key: eventDraftId) */
  publishContentCreated(event: ContentCreated): Promise<void>;
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
  readonly jobTopic: ImageJobTopicPort;
}

/** Whom JobManager works with. */
export interface JobManagerCollaborators {
  readonly cache: RedisCachePort;
}

/** Whom ImageWorker works with. */
export interface ImageWorkerCollaborators {
  readonly jobMgr: JobManagerPort;
  readonly generator: ImageGeneratorPort;
  readonly cache: RedisCachePort;
  readonly eventTopic: EventTopicPort;
}

/** Whom ImageGenerator works with. */
export interface ImageGeneratorCollaborators {
  readonly imageApi: ImageApiPort;
  readonly storage: ImageStoragePort;
}
