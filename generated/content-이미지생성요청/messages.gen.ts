// Generated from diagrams/content-이미지생성요청.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** POST /api/content/images/generate {eventDraftId, prompt} */
export const PostContentImagesGenerateRequest = z.object({
  eventDraftId: z.string().min(1),
  prompt: z.string(),
});

export type PostContentImagesGenerateRequest = z.infer<typeof PostContentImagesGenerateRequest>;

/** Job {jobId, eventDraftId, createdAt} */
export const Job = z.object({
  jobId: z.string().min(1),
  eventDraftId: z.string().min(1),
  createdAt: z.iso.datetime(),
});

export type Job = z.infer<typeof Job>;

/** ImageJobRequested 이벤트 발행 {jobId, eventDraftId, createdAt, prompt} (key: eventDraftId) */
export const ImageJobRequested = z.object({
  jobId: z.string().min(1),
  eventDraftId: z.string().min(1),
  createdAt: z.iso.datetime(),
  prompt: z.string(),
});

export type ImageJobRequested = z.infer<typeof ImageJobRequested>;

/** JobResponse {jobId, status: PENDING} */
export const JobResponse = z.object({ jobId: z.string().min(1), status: z.literal("PENDING") });

export type JobResponse = z.infer<typeof JobResponse>;

/** POST /api/content/jobs/{previousJobId}/regenerate {prompt} */
export const PostContentJobsRegenerateRequest = z.object({ prompt: z.string() });

export type PostContentJobsRegenerateRequest = z.infer<typeof PostContentJobsRegenerateRequest>;

/** Job 데이터 {status, eventDraftId, type, createdAt} */
export const JobData = z.object({
  status: z.enum(["PENDING", "PROCESSING", "COMPLETED", "FAILED"]),
  eventDraftId: z.string().min(1),
  type: z.string(),
  createdAt: z.iso.datetime(),
});

export type JobData = z.infer<typeof JobData>;

/** POST /v1/images {prompt, style} */
export const PostImagesRequest = z.object({ prompt: z.string(), style: z.string() });

export type PostImagesRequest = z.infer<typeof PostImagesRequest>;

/** ImageUrls */
export const ImageUrls = z.object({ simple: z.url(), fancy: z.url(), trendy: z.url() });

export type ImageUrls = z.infer<typeof ImageUrls>;

/** ContentCreated 이벤트 발행 {jobId, eventDraftId, imageUrls} (key: eventDraftId) */
export const ContentCreated = z.object({
  jobId: z.string().min(1),
  eventDraftId: z.string().min(1),
  imageUrls: ImageUrls,
});

export type ContentCreated = z.infer<typeof ContentCreated>;

/** answers to generateImages */
export const GenerateImagesResponse = z.object({
  status: z.literal(202),
  body: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
});

export type GenerateImagesResponse = z.infer<typeof GenerateImagesResponse>;

/** answers to regenerateImages */
export const RegenerateImagesResponse = z.union([
  z.object({
    status: z.literal(202),
    body: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
  }),
  z.object({ status: z.literal(409), body: z.json().optional() }),
  z.object({ status: z.literal(404), body: z.json().optional() }),
]);

export type RegenerateImagesResponse = z.infer<typeof RegenerateImagesResponse>;

/** answers to regenerateImages */
export const ContentControllerRegenerateImagesResponse = z.union([
  z.object({
    status: z.literal(202),
    body: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
  }),
  z.object({
    status: z.literal(409),
    body: z.object({ code: z.literal("JOB_002"), message: z.literal("이미지 생성 중입니다") }),
  }),
  z.object({
    status: z.literal(404),
    body: z.object({ code: z.literal("JOB_001"), message: z.literal("Job을 찾을 수 없습니다") }),
  }),
]);

export type ContentControllerRegenerateImagesResponse = z.infer<
  typeof ContentControllerRegenerateImagesResponse
>;

/** answers to createImage */
export const CreateImageResponse = z.union([
  z.object({ status: z.literal(201), body: z.object({ image: z.string() }) }),
  z.object({ status: z.literal(422), body: z.object({ error: z.string() }) }),
]);

export type CreateImageResponse = z.infer<typeof CreateImageResponse>;

export class JobInProgressException extends Error {
  override readonly name = "JobInProgressException";

  constructor(message = "이미지 생성 중입니다", options?: ErrorOptions) {
    super(message, options);
  }
}

export class NotFoundException extends Error {
  override readonly name = "NotFoundException";

  constructor(message = "Job을 찾을 수 없습니다", options?: ErrorOptions) {
    super(message, options);
  }
}
