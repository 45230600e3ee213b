// Generated from diagrams/content-이미지결과조회.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** Job 데이터 {status, eventDraftId, type, createdAt} */
export const JobData = z.object({
  status: z.enum(["COMPLETED", "PROCESSING", "FAILED", "PENDING"]),
  eventDraftId: z.string().min(1),
  type: z.string(),
  createdAt: z.iso.datetime(),
});

export type JobData = z.infer<typeof JobData>;

/** 이미지 URL {simple, fancy, trendy} */
export const ImageUrls = z.object({ simple: z.url(), fancy: z.url(), trendy: z.url() });

export type ImageUrls = z.infer<typeof ImageUrls>;

/** JobStatusResponse {jobId, status: COMPLETED, imageUrls: {...}} */
export const JobStatusResponse = z.union([
  z.object({ jobId: z.string().min(1).optional(), status: z.literal("COMPLETED"), imageUrls: ImageUrls }),
  z.object({ jobId: z.string().min(1).optional(), status: z.literal("PROCESSING") }),
  z.object({ jobId: z.string().min(1).optional(), status: z.literal("FAILED"), error: z.string() }),
]);

export type JobStatusResponse = z.infer<typeof JobStatusResponse>;

/** answers to getJobStatus */
export const GetJobStatusResponse = z.union([
  z.object({
    status: z.literal(200),
    body: z.object({ status: z.literal("COMPLETED"), imageUrls: ImageUrls }),
  }),
  z.object({
    status: z.literal(200),
    body: z.object({ status: z.literal("PROCESSING"), message: z.literal("이미지 생성 중입니다") }),
  }),
  z.object({
    status: z.literal(200),
    body: z.object({
      status: z.literal("FAILED"),
      error: z.literal("이미지 생성 실패"),
      message: z.literal("다시 시도해주세요"),
    }),
  }),
  z.object({
    status: z.literal(404),
    body: z.object({ code: z.literal("JOB_001"), message: z.literal("Job을 찾을 수 없습니다") }),
  }),
]);

export type GetJobStatusResponse = z.infer<typeof GetJobStatusResponse>;

export class NotFoundException extends Error {
  override readonly name = "NotFoundException";

  constructor(message = "Job을 찾을 수 없습니다", options?: ErrorOptions) {
    super(message, options);
  }
}
