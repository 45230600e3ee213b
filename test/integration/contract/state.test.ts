import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { EventHandlerCollaborators } from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { setup as eventSetup } from "../../../generated/event-콘텐츠생성완료구독/system.ts";
import { system as eventSystem } from "../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { Db } from "../../../generated/workflow-engine/db.handler.ts";
import type { UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import type { RedisCommands } from "../../../runtime/ports/redis-commands.ts";
import { systemReport } from "./system-contract.ts";

// No transaction has begun yet.
const outside = AsyncLocalStorage.snapshot();

const event = "event-콘텐츠생성완료구독";

test("a gateway that writes on a connection of its own, apart from the transaction, is caught by the rows that are left", async () => {
  class Apart extends Db {
    override insertUserAndEventLog(entity: UserEntity): Promise<void> {
      return outside(() => super.insertUserAndEventLog(entity));
    }
  }
  const gateways = { DB: (given: ConstructorParameters<typeof Db>[0]) => new Apart(given) };
  const report = await systemReport("workflow-engine", "atomicity", { gateways });
  expect(report).toMatch(/failed inside of a transaction, and what came before it in there was kept/);
  expect(report).toContain("there is a row more in");
});

test("events that are told apart although they are the same are caught", async () => {
  const beside = { setup: { ...eventSetup, eventId: () => randomUUID() } };
  const report = await systemReport(event, "duplicates", { beside });
  expect(report).toMatch(/because .*again/);
});

test("a key that is written for a payload that is refused is caught by what the server holds", async () => {
  class Hasty extends EventHandler {
    readonly #cache: EventHandlerCollaborators["cache"];
    constructor(given: EventHandlerCollaborators) {
      super(given);
      this.#cache = given.cache;
    }
    override async onContentCreated(event: ContentCreated): Promise<void> {
      const cache = this.#cache as unknown as RedisCommands;
      await cache.setex(`seen:${event.jobId}`, 60, "yes");
      return super.onContentCreated(event);
    }
  }
  const report = await systemReport(event, "bad-input", {
    components: { Handler: (given: EventHandlerCollaborators) => new Hasty(given) },
    entries: eventSystem.entries.map((entry) => ({ ...entry, schema: z.any() }) as typeof entry),
  });
  expect(report).toMatch(/and the key seen:.* holds "yes" instead of nothing/);
});

test("a payload that nobody checks is caught where it is written", async () => {
  class Trusting extends EventHandler {
    readonly #given: EventHandlerCollaborators;
    constructor(given: EventHandlerCollaborators) {
      super(given);
      this.#given = given;
    }
    override async onContentCreated({ eventDraftId, imageUrls }: ContentCreated): Promise<void> {
      await this.#given.repo.updateContentImages(eventDraftId, imageUrls);
      await this.#given.cache.del(`event:draft:${eventDraftId}`);
    }
  }
  const report = await systemReport(event, "bad-input", {
    components: { Handler: (given: EventHandlerCollaborators) => new Trusting(given) },
    entries: eventSystem.entries.map((entry) => ({ ...entry, schema: z.any() }) as typeof entry),
  });
  expect(report).toMatch(/came with a payload that is not valid, and/);
});
