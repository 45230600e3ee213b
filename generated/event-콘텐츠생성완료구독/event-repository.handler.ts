import { FatalError, sql } from "seqwright-runtime";
import type { ImageUrls } from "./messages.gen.ts";
import type { EventDbPort, EventRepositoryCollaborators, EventRepositoryPort } from "./ports.gen.ts";

/** EventRepository in diagrams/event-콘텐츠생성완료구독.puml. Yours: fill in, change, extend. */
export class EventRepository implements EventRepositoryPort {
  readonly #db: EventDbPort;

  constructor({ db }: EventRepositoryCollaborators) {
    this.#db = db;
  }

  /** updateContentImages(eventDraftId, imageUrls) */
  async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
    const { rowCount } = await this.#db.query(sql`UPDATE event_drafts
      SET content_images = ${imageUrls}, updated_at = NOW()
      WHERE event_draft_id = ${eventDraftId}`);
    // Images of a draft that is not there would be lost without a trace; as a dead letter, somebody sees them.
    if (rowCount === 0) throw new FatalError(`there is no event draft ${JSON.stringify(eventDraftId)}`);
  }
}
