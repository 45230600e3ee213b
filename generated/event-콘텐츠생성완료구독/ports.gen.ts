// Generated from diagrams/event-콘텐츠생성완료구독.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { RedisCommands, SqlResult, SqlStatement } from "seqwright-runtime";
import type { ContentCreated, ImageUrls } from "./messages.gen.ts";

/** What is asked of EventHandler in diagrams/event-콘텐츠생성완료구독.puml. */
export interface EventHandlerPort {
  /** ContentCreated 이벤트 수신 {jobId, eventDraftId, imageUrls} */
  onContentCreated(event: ContentCreated): Promise<void>;
}

/** What is asked of EventRepository in diagrams/event-콘텐츠생성완료구독.puml. */
export interface EventRepositoryPort {
  /** updateContentImages(eventDraftId, imageUrls) */
  updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void>;
}

/** What is asked of Event DB in diagrams/event-콘텐츠생성완료구독.puml. */
export interface EventDbPort {
  /** 이벤트 초안 업데이트 UPDATE event_drafts SET content_images = ?, updated_at = NOW() WHERE event_draft_id = ? */
  query(statement: SqlStatement): Promise<SqlResult>;
}

/** What is asked of Redis Cache in diagrams/event-콘텐츠생성완료구독.puml. */
export interface RedisCachePort {
  /** 이벤트 초안 캐시 무효화 DEL event:draft:{eventDraftId} */
  readonly del: RedisCommands["del"];
}

/** Whom EventHandler works with. */
export interface EventHandlerCollaborators {
  readonly repo: EventRepositoryPort;
  readonly cache: RedisCachePort;
}

/** Whom EventRepository works with. */
export interface EventRepositoryCollaborators {
  readonly db: EventDbPort;
}
