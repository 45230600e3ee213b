import { setTimeout as sleep } from "node:timers/promises";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { EventHandlerCollaborators as Given } from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import type { Mutant } from "../mutant.ts";

/** Line 66 of diagrams/event-콘텐츠생성완료구독.puml: DB 저장 후 캐시 무효화. */
export const resourceOrderMutants: readonly Mutant[] = [
  {
    name: "EventHandler goes on when the save takes longer than a second",
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({
          repo: {
            updateContentImages: async (...args) =>
              Promise.race([repo.updateContentImages(...args), sleep(1_000, undefined)]),
          },
          cache,
        }),
    },
    caught: { by: "resource-order", kind: "out-of-order", line: 44, only: true },
  },
  {
    name: "EventHandler clears the cache when the save has failed, to be on the safe side",
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({
          repo: {
            updateContentImages: async (eventDraftId, imageUrls) =>
              repo.updateContentImages(eventDraftId, imageUrls).catch(async (error: unknown) => {
                await cache.del(`event:draft:${eventDraftId}`);
                throw error;
              }),
          },
          cache,
        }),
    },
    caught: {
      by: "resource-order",
      kind: "went-on-after-fault",
      line: 44,
      also: ["fatal-fault", "transient-fault"],
    },
  },
  {
    name: "EventHandler takes the save for done when it fails, and clears the cache",
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({
          repo: {
            updateContentImages: async (...args) => repo.updateContentImages(...args).catch(() => undefined),
          },
          cache,
        }),
    },
    caught: {
      by: "resource-order",
      kind: "went-on-after-fault",
      line: 44,
      also: ["fatal-fault", "transient-fault"],
    },
  },
  {
    name: "EventHandler saves and clears side by side",
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new (class extends EventHandler {
          override async onContentCreated(event: ContentCreated): Promise<void> {
            await this.validateEvent(event);
            await Promise.all([
              repo.updateContentImages(event.eventDraftId, event.imageUrls),
              cache.del(`event:draft:${event.eventDraftId}`),
            ]);
          }
        })({ repo, cache }),
    },
    caught: { by: "resource-order", kind: "out-of-order", line: 44 },
  },
  {
    name: "EventHandler does not say that the cache could not be cleared",
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({ repo, cache: { del: async (key) => cache.del(key).catch(() => 0) } }),
    },
    caught: {
      by: "resource-order",
      kind: "swallowed-error",
      line: 44,
      also: ["fatal-fault", "transient-fault"],
    },
  },
];
