import { FatalError, InvalidPayloadError, sql, type SqlResult } from "seqwright-runtime";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import { EventRepository } from "../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import { ContentCreated, type ImageUrls } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type {
  EventDbPort,
  EventHandlerCollaborators,
  EventHandlerPort,
  EventRepositoryCollaborators,
  EventRepositoryPort,
} from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import type { ComponentFactories } from "../../runtime/contract/index.ts";
import { event, type AnotherWay } from "./right.ts";

const handler = (name: string, make: (given: EventHandlerCollaborators) => object): AnotherWay => ({
  name: `EventHandler ${name}`,
  diagram: event,
  handlers: { Handler: make },
});

class Steps implements EventHandlerPort {
  readonly #steps: ReadonlyMap<string, (received: ContentCreated) => Promise<void>>;

  readonly #given: EventHandlerCollaborators;

  constructor(given: EventHandlerCollaborators) {
    this.#given = given;
    this.#steps = new Map([
      ["validate", this.validateEvent.bind(this)],
      ["save", this.save.bind(this)],
      ["clear", this.clear.bind(this)],
    ]);
  }

  async onContentCreated(received: ContentCreated): Promise<void> {
    for await (const step of this.#inOrder()) await step(received);
  }

  async *#inOrder(): AsyncGenerator<(received: ContentCreated) => Promise<void>> {
    yield* this.#steps.values();
  }

  protected async validateEvent(received: ContentCreated): Promise<void> {
    const { success, error } = ContentCreated.safeParse(received);
    if (!success) throw InvalidPayloadError.from("event", error);
  }

  private async save({ eventDraftId, imageUrls }: ContentCreated): Promise<void> {
    return this.#given.repo.updateContentImages(eventDraftId, imageUrls);
  }

  private async clear({ eventDraftId }: ContentCreated): Promise<void> {
    await this.#given.cache.del(`event:draft:${eventDraftId}`);
  }
}

/** A repository whose statement is written like this. */
const statement = (
  name: string,
  update: (db: EventDbPort, eventDraftId: string, imageUrls: ImageUrls) => Promise<unknown>,
): AnotherWay => ({
  name: `EventRepository ${name}`,
  diagram: event,
  handlers: {
    Repo: ({ db }: EventRepositoryCollaborators): EventRepositoryPort => ({
      async updateContentImages(eventDraftId, imageUrls) {
        await update(db, eventDraftId, imageUrls);
      },
    }),
  } satisfies ComponentFactories,
});

/** Handlers of diagrams/event-콘텐츠생성완료구독.puml that are right and look different. */
export const otherEventHandlers: readonly AnotherWay[] = [
  handler(
    "validates in a method of its own that nobody else can call",
    (given) =>
      new (class implements EventHandlerPort {
        readonly #given = given;

        async onContentCreated(received: ContentCreated): Promise<void> {
          const { eventDraftId, imageUrls } = this.#validated(received);
          await this.#given.repo.updateContentImages(eventDraftId, imageUrls);
          await this.#given.cache.del(`event:draft:${eventDraftId}`);
        }

        #validated(received: ContentCreated): ContentCreated {
          const { success, data, error } = ContentCreated.safeParse(received);
          if (!success) throw InvalidPayloadError.from("event", error);
          return data;
        }
      })(),
  ),
  handler("is made by a function, with functions instead of methods", ({ repo, cache }) => {
    const keyOf = (id: string): string => ["event", "draft", id].join(":");
    const validated = (received: unknown): ContentCreated => {
      const { success, data, error } = ContentCreated.safeParse(received);
      if (success) return data;
      throw InvalidPayloadError.from("event", error);
    };
    return {
      onContentCreated: async (received: unknown) => {
        const { eventDraftId, imageUrls } = validated(received);
        await repo.updateContentImages(eventDraftId, imageUrls);
        await cache.del(keyOf(eventDraftId));
      },
    };
  }),
  handler("freezes itself when it is made", (given) => {
    class Frozen extends EventHandler {
      constructor() {
        super(given);
        Object.freeze(this);
      }
    }
    return new Frozen();
  }),
  handler("is a frozen object", ({ repo, cache }) => {
    const frozen = Object.freeze({
      async onContentCreated(received: ContentCreated): Promise<void> {
        await frozen.validateEvent(received);
        await repo.updateContentImages(received.eventDraftId, received.imageUrls);
        await cache.del(`event:draft:${received.eventDraftId}`);
      },
      async validateEvent(received: ContentCreated): Promise<void> {
        const { success, error } = ContentCreated.safeParse(received);
        if (!success) throw InvalidPayloadError.from("event", error);
      },
    });
    return frozen;
  }),
  handler("has arrow functions in fields, and is sealed", ({ repo, cache }) => {
    class Sealed implements EventHandlerPort {
      constructor() {
        Object.seal(this);
      }

      readonly validateEvent = async (received: ContentCreated): Promise<void> => {
        const { success, error } = ContentCreated.safeParse(received);
        if (!success) throw InvalidPayloadError.from("event", error);
      };

      readonly onContentCreated = async (received: ContentCreated): Promise<void> => {
        await this.validateEvent(received);
        await repo.updateContentImages(received.eventDraftId, received.imageUrls);
        await cache.del(`event:draft:${received.eventDraftId}`);
      };
    }
    return new Sealed();
  }),
  handler("binds its own steps in its constructor, and goes through them", (given) => new Steps(given)),
  handler("notes what fails and passes it on, and cleans up in any case", (given) => {
    const notes: string[] = [];
    return new (class extends EventHandler {
      override async onContentCreated(received: ContentCreated): Promise<void> {
        notes.push("begun");
        try {
          await super.onContentCreated(received);
        } catch (error) {
          notes.push(String(error));
          throw error;
        } finally {
          notes.length = 0;
        }
      }

      async [Symbol.asyncDispose](): Promise<void> {
        notes.length = 0;
      }
    })(given);
  }),
  handler("has a base class with a template method, and works with getters", (given) => {
    abstract class Consumer<E> {
      protected abstract readonly name: string;
      protected abstract validateEvent(received: E): Promise<void>;
      protected abstract steps(received: E): Iterable<() => Promise<unknown>>;

      async onContentCreated(received: E, { attempts = 1 }: { attempts?: number } = {}): Promise<void> {
        await this.validateEvent(received);
        for (const step of this.steps(received)) if (attempts > 0) await step();
      }
    }
    return new (class extends Consumer<ContentCreated> {
      protected readonly name = "content";

      get #cache() {
        return given.cache;
      }

      protected async validateEvent(received: ContentCreated): Promise<void> {
        const { success, error } = ContentCreated.safeParse(received);
        if (!success) throw InvalidPayloadError.from(this.name, error);
      }

      protected *steps({ eventDraftId, imageUrls }: ContentCreated) {
        yield () => given.repo.updateContentImages(eventDraftId, imageUrls);
        yield () => this.#cache.del(`event:draft:${eventDraftId}`);
      }
    })();
  }),
  handler("passes an error of its own on, whose cause is set later", (given) => {
    class SaveError extends Error {
      override readonly name = "SaveError";
      override cause: unknown;
    }
    return new (class extends EventHandler {
      override onContentCreated(received: ContentCreated): Promise<void> {
        return super.onContentCreated(received).catch((error: unknown) => {
          if (error instanceof InvalidPayloadError) throw error;
          const wrapped = new SaveError("not saved");
          wrapped.cause = error;
          throw wrapped;
        });
      }
    })(given);
  }),
  statement("names its table by an alias", (db, id, images) =>
    db.query(
      sql`UPDATE event_drafts AS d SET content_images = ${images}, updated_at = NOW() WHERE d.event_draft_id = ${id}`,
    ),
  ),
  statement("assigns in another order, in lower case, with comments", (db, id, images) =>
    db.query(sql`update public.event_drafts -- the draft
      set updated_at = now(), content_images = ${JSON.stringify(images)}::jsonb
      where (event_draft_id = ${id});`),
  ),
  statement("assigns columns together", (db, id, images) =>
    db.query(
      sql`UPDATE event_drafts SET (content_images, updated_at) = (${images}, NOW()) WHERE ${id} = event_draft_id`,
    ),
  ),
  statement("asks for CURRENT_TIMESTAMP", (db, id, images) =>
    db.query(
      sql`UPDATE event_drafts SET content_images = ${images}, updated_at = CURRENT_TIMESTAMP WHERE event_draft_id = ${id}`,
    ),
  ),
  statement("finds its row with ANY", (db, id, images) =>
    db.query(
      sql`UPDATE event_drafts SET content_images = ${images}, updated_at = NOW() WHERE event_draft_id = ANY(${[id]})`,
    ),
  ),
  statement("finds its row with IN", (db, id, images) =>
    db.query(
      sql`UPDATE event_drafts SET content_images = ${images}, updated_at = NOW() WHERE event_draft_id IN (${id})`,
    ),
  ),
  statement("asks for what was updated, and insists on it", async (db, id, images) => {
    const { rows } = await db.query(
      sql`UPDATE event_drafts SET content_images = ${images}, updated_at = NOW() WHERE event_draft_id = ${id} RETURNING event_draft_id`,
    );
    const [row] = rows;
    if (row === undefined) throw new FatalError(`there is no event draft ${id}`);
    if (row["event_draft_id"] !== id) throw new FatalError("another draft was updated");
  }),
  statement("asks for all that was updated", async (db, id, images) => {
    const { rows, rowCount }: SqlResult = await db.query(
      sql`UPDATE event_drafts SET content_images = ${images}, updated_at = NOW() WHERE event_draft_id = ${id} RETURNING *`,
    );
    if (rows.length === 0 || rowCount !== 1) throw new FatalError(`there is no event draft ${id}`);
  }),
  {
    name: "EventRepository is made from parts of its collaborator",
    diagram: event,
    handlers: {
      Repo: ({
        db: { query },
      }: {
        readonly db: {
          readonly query: (...args: Parameters<EventDbPort["query"]>) => ReturnType<EventDbPort["query"]>;
        };
      }) => new EventRepository({ db: { query: (...args) => query(...args) } }),
    },
  },
  {
    name: "EventRepository puts its values into a statement that it has",
    diagram: event,
    handlers: {
      Repo: ({ db }: EventRepositoryCollaborators) => ({
        updateContentImages: async (eventDraftId: string, imageUrls: ImageUrls) => {
          const text =
            "UPDATE event_drafts SET content_images = $2, updated_at = NOW() WHERE event_draft_id = $1";
          await db.query({ text, values: [eventDraftId, imageUrls] });
        },
      }),
    },
  },
];
