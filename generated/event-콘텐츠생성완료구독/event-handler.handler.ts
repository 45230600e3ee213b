import { parse } from "seqwright-runtime";
import { ContentCreated } from "./messages.gen.ts";
import type {
  EventHandlerCollaborators,
  EventHandlerPort,
  EventRepositoryPort,
  RedisCachePort,
} from "./ports.gen.ts";

/** EventHandler in diagrams/event-콘텐츠생성완료구독.puml. Yours: fill in, change, extend. */
export class EventHandler implements EventHandlerPort {
  readonly #repo: EventRepositoryPort;
  readonly #cache: RedisCachePort;

  constructor({ repo, cache }: EventHandlerCollaborators) {
    this.#repo = repo;
    this.#cache = cache;
  }

  /** ContentCreated 이벤트 수신 {jobId, eventDraftId, imageUrls} */
  async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);

    // Event DB에 이미지 URL 저장
    await this.#repo.updateContentImages(event.eventDraftId, event.imageUrls);

    // 캐시 무효화
    await this.#cache.del(`event:draft:${event.eventDraftId}`);
  }

  /**
   * 이벤트 검증: eventDraftId 유효성; imageUrls 존재 여부.
   * Note: 3가지 스타일 확인 (simple, fancy, trendy)
   */
  protected async validateEvent(event: ContentCreated): Promise<void> {
    parse(ContentCreated, event, "ContentCreated");
  }
}
