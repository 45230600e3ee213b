import { FatalError, RetryableError, sql } from "seqwright-runtime";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import { EventRepository } from "../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import { ContentCreated, ImageUrls } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type {
  EventHandlerCollaborators,
  EventRepositoryCollaborators,
} from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { hurriedEvent } from "./hurried/event.mutants.ts";
import type { Mutant } from "./mutant.ts";

class Handler extends EventHandler {
  protected readonly repo: EventHandlerCollaborators["repo"];
  protected readonly cache: EventHandlerCollaborators["cache"];

  constructor(given: EventHandlerCollaborators) {
    super(given);
    this.repo = given.repo;
    this.cache = given.cache;
  }

  protected async clearCache({ eventDraftId }: ContentCreated): Promise<void> {
    await this.cache.del(`event:draft:${eventDraftId}`);
  }

  protected async save({ eventDraftId, imageUrls }: ContentCreated): Promise<void> {
    await this.repo.updateContentImages(eventDraftId, imageUrls);
  }
}

class Repository extends EventRepository {
  protected readonly db: EventRepositoryCollaborators["db"];

  constructor(given: EventRepositoryCollaborators) {
    super(given);
    this.db = given.db;
  }
}

const handler = (name: string, wrong: typeof Handler, rest: Omit<Mutant, "name" | "wrong">): Mutant => ({
  name: `EventHandler ${name}`,
  wrong: { Handler: (given: EventHandlerCollaborators) => new wrong(given) },
  ...rest,
});

const repository = (
  name: string,
  wrong: typeof Repository,
  rest: Omit<Mutant, "name" | "wrong">,
): Mutant => ({
  name: `EventRepository ${name}`,
  wrong: { Repo: (given: EventRepositoryCollaborators) => new wrong(given) },
  ...rest,
});

/** Wrong handlers for diagrams/event-콘텐츠생성완료구독.puml. */
export const eventMutants: readonly Mutant[] = [
  ...hurriedEvent,
  handler(
    "clears the cache before the database is written",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.clearCache(event);
        await this.save(event);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 44 } },
  ),
  handler(
    "never clears the cache",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 51 } },
  ),
  handler(
    "never clears the cache, which nobody sees drawn",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event);
      }
    },
    { caught: { by: "coverage", kind: "never-exercised", line: 44 } },
  ),
  handler(
    "saves before it validates",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.save(event);
        await this.validateEvent(event);
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 22 } },
  ),
  handler(
    "validates in line and not in its step",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        const valid = ContentCreated.parse(event);
        await this.save(valid);
        await this.clearCache(valid);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 22 } },
  ),
  handler(
    "clears the cache of the job instead of the draft",
    class extends Handler {
      protected override async clearCache({ jobId }: ContentCreated): Promise<void> {
        await this.cache.del(`event:draft:${jobId}`);
      }
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event);
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 44 } },
  ),
  handler(
    "clears a key that nobody reads",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event);
        await this.cache.del(`event:drafts:${event.eventDraftId}`);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 44 } },
  ),
  handler(
    "saves under the id of the job",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.repo.updateContentImages(event.jobId, event.imageUrls);
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 22 } },
  ),
  handler(
    "mixes up two of the styles",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        const { simple, fancy, trendy } = event.imageUrls;
        await this.validateEvent(event);
        await this.repo.updateContentImages(event.eventDraftId, { simple: fancy, fancy: simple, trendy });
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 22 } },
  ),
  handler(
    "tidies the id up, which most ids survive",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.repo.updateContentImages(event.eventDraftId.trim(), event.imageUrls);
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 22, only: true } },
  ),
  handler(
    "clears the cache twice, to be sure",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await super.onContentCreated(event);
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 44 } },
  ),
  handler(
    "saves twice",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event);
        await this.save(event);
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 22 } },
  ),
  handler(
    "does not wait for the save",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        void this.save(event);
        await this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 44 } },
  ),
  handler(
    "saves and clears at the same time",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await Promise.all([this.save(event), this.clearCache(event)]);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 44 } },
  ),
  handler(
    "is done before the cache is",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event);
        void this.clearCache(event);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 51 } },
  ),
  handler(
    "swallows every error, so that the consumer goes on",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        try {
          await this.save(event);
          await this.clearCache(event);
        } catch {
          // The next event may fare better.
        }
      }
    },
    {
      caught: {
        by: "fatal-fault",
        kind: "swallowed-error",
        line: 22,
        also: ["resource-order", "transient-fault"],
      },
      together: { line: 25 },
    },
  ),
  handler(
    "takes a failed save for a reason to try again",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event).catch(() => this.save(event));
        await this.clearCache(event);
      }
    },
    {
      caught: { by: "fatal-fault", kind: "repeated-after-fault", line: 22, also: ["transient-fault"] },
    },
  ),
  handler(
    "clears the cache although the save failed",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        try {
          await this.save(event);
        } finally {
          await this.clearCache(event);
        }
      }
    },
    {
      caught: {
        by: "fatal-fault",
        kind: "went-on-after-fault",
        line: 44,
        also: ["transient-fault", "resource-order"],
      },
    },
  ),
  handler(
    "throws an error of its own that has lost the cause",
    class extends Handler {
      override async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);
        await this.save(event).catch(() => {
          throw new FatalError("저장 실패");
        });
        await this.clearCache(event);
      }
    },
    {
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 22, also: ["transient-fault"] },
      together: { line: 25 },
    },
  ),
  handler(
    "validates nothing",
    class extends Handler {
      protected override async validateEvent(): Promise<void> {
        // Whoever sends the event has checked it.
      }
    },
    { caught: { by: "bad-input", kind: "wrote-bad-input", line: 22, only: true }, together: { line: 25 } },
  ),
  handler(
    "validates the draft, but not the images",
    class extends Handler {
      protected override async validateEvent(event: ContentCreated): Promise<void> {
        ContentCreated.pick({ eventDraftId: true }).parse(event);
      }
    },
    { caught: { by: "bad-input", kind: "wrote-bad-input", line: 22, only: true }, together: { line: 25 } },
  ),
  handler(
    "looks for only two of the three styles",
    class extends Handler {
      protected override async validateEvent(event: ContentCreated): Promise<void> {
        ContentCreated.extend({ imageUrls: ImageUrls.partial({ trendy: true }) }).parse(event);
      }
    },
    { caught: { by: "bad-input", kind: "wrote-bad-input", line: 22, only: true }, together: { line: 25 } },
  ),
  handler(
    "validates, and does not look at the result",
    class extends Handler {
      protected override async validateEvent(event: ContentCreated): Promise<void> {
        ContentCreated.safeParse(event);
      }
    },
    { caught: { by: "bad-input", kind: "wrote-bad-input", line: 22, only: true }, together: { line: 25 } },
  ),
  handler(
    "refuses images that are not on the CDN",
    class extends Handler {
      protected override async validateEvent(event: ContentCreated): Promise<void> {
        await super.validateEvent(event);
        if (!event.imageUrls.simple.startsWith("https://cdn."))
          throw new FatalError("image is not on the CDN");
      }
    },
    { caught: { by: "order", kind: "failed", line: 22 } },
  ),
  repository(
    "binds the parameters in the wrong order",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        await this.db.query(sql`UPDATE event_drafts SET content_images = ${eventDraftId}, updated_at = NOW()
          WHERE event_draft_id = ${imageUrls}`);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 25 } },
  ),
  repository(
    "writes the id into the text of the statement",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        const text = `UPDATE event_drafts SET content_images = $1, updated_at = NOW() WHERE event_draft_id = '${eventDraftId}'`;
        await this.db.query({ text, values: [imageUrls] });
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 25 } },
  ),
  repository(
    "updates every draft there is",
    class extends Repository {
      override async updateContentImages(_eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        await this.db.query(sql`UPDATE event_drafts SET content_images = ${imageUrls}, updated_at = NOW()`);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 25 } },
  ),
  repository(
    "stores one image instead of three",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        await super.updateContentImages(eventDraftId, { simple: imageUrls.simple } as ImageUrls);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 25 } },
  ),
  repository(
    "looks first whether the draft is there",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        await this.db.query(sql`SELECT 1 FROM event_drafts WHERE event_draft_id = ${eventDraftId}`);
        await super.updateContentImages(eventDraftId, imageUrls);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 25 } },
  ),
  repository(
    "updates twice",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        await super.updateContentImages(eventDraftId, imageUrls);
        await super.updateContentImages(eventDraftId, imageUrls);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 25 } },
  ),
  repository(
    "answers before the database has",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        void super.updateContentImages(eventDraftId, imageUrls);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 40 } },
  ),
  repository(
    "saves nothing when an image is missing its scheme",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        if (!imageUrls.simple.startsWith("http")) return;
        await super.updateContentImages(eventDraftId, imageUrls);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 40, only: true } },
  ),
  repository(
    "never saves",
    class extends Repository {
      override async updateContentImages(): Promise<void> {
        // Left for later.
      }
    },
    { caught: { by: "coverage", kind: "never-exercised", line: 25 } },
  ),
  repository(
    "takes every error for a duplicate",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        await super.updateContentImages(eventDraftId, imageUrls).catch(() => undefined);
      }
    },
    {
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 25, also: ["transient-fault"] },
      together: { kind: "went-on-after-fault", line: 44, also: ["resource-order", "transient-fault"] },
    },
  ),
  repository(
    "tries three times, whatever the error",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        for (let attempt = 1; ; attempt += 1) {
          try {
            return await super.updateContentImages(eventDraftId, imageUrls);
          } catch (error) {
            if (attempt === 3) throw error;
          }
        }
      }
    },
    { caught: { by: "fatal-fault", kind: "repeated-after-fault", line: 25, also: ["transient-fault"] } },
  ),
  repository(
    "takes every error for one that may pass",
    class extends Repository {
      override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
        await super.updateContentImages(eventDraftId, imageUrls).catch((cause: unknown) => {
          throw new RetryableError("images were not saved", { cause });
        });
      }
    },
    { caught: { by: "fatal-fault", kind: "swallowed-error", line: 25, only: true } },
  ),
];
