// Generated from diagrams/event-콘텐츠생성완료구독.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** imageUrls */
export const ImageUrls = z.object({ simple: z.url(), fancy: z.url(), trendy: z.url() });

export type ImageUrls = z.infer<typeof ImageUrls>;

/** ContentCreated 이벤트 수신 {jobId, eventDraftId, imageUrls} */
export const ContentCreated = z.object({
  jobId: z.string().min(1),
  eventDraftId: z.string().min(1),
  imageUrls: ImageUrls,
});

export type ContentCreated = z.infer<typeof ContentCreated>;
