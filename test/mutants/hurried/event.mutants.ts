import { FatalError, sql } from "seqwright-runtime";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import { EventRepository } from "../../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import type { ContentCreated, ImageUrls } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type {
  EventHandlerCollaborators as Given,
  EventRepositoryCollaborators as GivenToRepository,
} from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import type { Mutant } from "../mutant.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Mistakes of somebody in a hurry, in diagrams/event-콘텐츠생성완료구독.puml: state, time, and values that are changed on the way. */
export const hurriedEvent: readonly Mutant[] = [
  {
    name: "EventHandler validates once, and trusts the next event",
    wrong: {
      Handler: (given: Given) =>
        new (class extends EventHandler {
          #isKnown = false;
          protected override async validateEvent(event: ContentCreated): Promise<void> {
            if (!this.#isKnown) await super.validateEvent(event);
            this.#isKnown = true;
          }
        })(given),
    },
    caught: { by: "bad-input", kind: "wrote-bad-input", line: 22, only: true },
    together: { line: 25 },
  },
  {
    name: "EventHandler changes the event that it was given, and saves that",
    wrong: {
      Handler: (given: Given) =>
        new (class extends EventHandler {
          override async onContentCreated(event: ContentCreated): Promise<void> {
            const images: Writable<ImageUrls> = event.imageUrls;
            if (images !== undefined) images.simple = images.fancy;
            await super.onContentCreated(event);
          }
        })(given),
    },
    caught: { by: "order", kind: "wrong-argument", line: 18 },
  },
  {
    name: "EventHandler clears the cache of drafts under another name",
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({
          repo,
          cache: { del: async (key) => cache.del(key.replace("draft", "drafts")) },
        }),
    },
    caught: { by: "order", kind: "wrong-argument", line: 44 },
  },
  {
    name: "EventHandler drops events while it is busy",
    wrong: {
      Handler: (given: Given) =>
        new (class extends EventHandler {
          #isBusy = false;
          override async onContentCreated(event: ContentCreated): Promise<void> {
            if (this.#isBusy) return;
            this.#isBusy = true;
            try {
              await super.onContentCreated(event);
            } finally {
              this.#isBusy = false;
            }
          }
        })(given),
    },
    caught: { by: "interleaving", kind: "out-of-order", line: 51, only: true },
  },
  {
    name: "EventHandler clears the cache a second later, in the background",
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({
          repo,
          cache: {
            async del(...keys) {
              setTimeout(() => void cache.del(...keys), 1_000);
              return 1;
            },
          },
        }),
    },
    caught: { by: "order", kind: "out-of-order", line: 51 },
  },
  {
    name: "EventHandler logs that the cache was away, and is done",
    wrong: {
      Handler: ({ repo, cache }: Given) => {
        const log: unknown[] = [];
        return new EventHandler({
          repo,
          cache: {
            del: async (...keys) =>
              cache.del(...keys).catch((error: unknown) => {
                log.push(error);
                return 0;
              }),
          },
        });
      },
    },
    caught: { by: "fatal-fault", kind: "swallowed-error", line: 44 },
  },
  {
    name: "EventHandler keeps its cache key in a field",
    wrong: {
      Handler: ({ repo, cache }: Given) => {
        let key = "";
        return new EventHandler({
          repo: {
            updateContentImages: async (eventDraftId, imageUrls) => {
              key = `event:draft:${eventDraftId}`;
              await repo.updateContentImages(eventDraftId, imageUrls);
            },
          },
          cache: { del: async () => cache.del(key) },
        });
      },
    },
    caught: { by: "interleaving", kind: "wrong-argument", line: 44, only: true },
  },
  {
    name: "EventRepository saves every second time only, to spare the database",
    wrong: {
      Repo: (given: GivenToRepository) =>
        new (class extends EventRepository {
          #count = 0;
          override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
            this.#count += 1;
            if (this.#count % 2 === 1) await super.updateContentImages(eventDraftId, imageUrls);
          }
        })(given),
    },
    caught: { by: "interleaving", kind: "out-of-order", line: 40 },
  },
  {
    name: "EventRepository saves no images that it has saved for another draft",
    wrong: {
      Repo: (given: GivenToRepository) =>
        new (class extends EventRepository {
          readonly #saved = new Set<string>();
          override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
            const text = JSON.stringify(imageUrls);
            if (this.#saved.has(text)) return;
            await super.updateContentImages(eventDraftId, imageUrls);
            this.#saved.add(text);
          }
        })(given),
    },
    caught: { by: "interleaving", kind: "out-of-order", line: 40 },
  },
  {
    name: "EventRepository says that every draft is missing",
    wrong: {
      Repo: ({ db }: GivenToRepository) =>
        new EventRepository({
          db: { query: async (statement) => ({ ...(await db.query(statement)), rowCount: 0 }) },
        }),
    },
    caught: { by: "order", kind: "failed", line: 40 },
  },
  {
    name: "EventRepository is done where nobody can repair the error",
    wrong: {
      Repo: ({ db }: GivenToRepository) => ({
        async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
          try {
            await db.query(
              sql`UPDATE event_drafts SET content_images = ${imageUrls}, updated_at = NOW() WHERE event_draft_id = ${eventDraftId}`,
            );
          } catch (cause) {
            if (cause instanceof FatalError) return;
            throw cause;
          }
        },
      }),
    },
    caught: { by: "fatal-fault", kind: "swallowed-error", line: 25 },
    together: { kind: "went-on-after-fault", line: 44 },
  },
];
