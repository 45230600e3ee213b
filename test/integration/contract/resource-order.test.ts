import { expect, test } from "vitest";
import { EventRepository } from "../../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import type { ImageUrls } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { EventRepositoryCollaborators } from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { setup } from "../../../generated/event-콘텐츠생성완료구독/system.ts";
import type { RedisCommands } from "../../../runtime/ports/redis-commands.ts";
import { steady } from "./steady-report.ts";
import { systemReport } from "./system-contract.ts";

const diagram = "event-콘텐츠생성완료구독";

test("a cache that is emptied before its database is written is caught by what the servers hold", async () => {
  type Given = EventRepositoryCollaborators & { readonly drafts: Pick<RedisCommands, "del"> };
  /** Empties the cache early, past all drawn arrows. */
  class Early extends EventRepository {
    readonly #drafts: Given["drafts"];
    constructor(given: Given) {
      super(given);
      this.#drafts = given.drafts;
    }
    override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
      await this.#drafts.del(`event:draft:${eventDraftId}`);
      await super.updateContentImages(eventDraftId, imageUrls);
    }
  }
  const components = { Repo: (given: Given) => new Early(given) };
  const beside = { setup: { ...setup, collaborators: { Repo: { drafts: "Cache" } } } };
  const report = await systemReport(diagram, "resource-order", { components, beside });
  await expect(steady(report)).toMatchFileSnapshot("reports/resource-order.txt");
  expect(await systemReport(diagram, "fatal-fault", { components, beside })).toBeUndefined();
});
