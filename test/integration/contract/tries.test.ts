import { expect, test } from "vitest";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import { EventRepository } from "../../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import type { ContentCreated, ImageUrls } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type {
  EventHandlerCollaborators,
  EventRepositoryCollaborators,
} from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { system } from "../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { FatalError } from "../../../runtime/errors/errors.ts";
import { steady } from "./steady-report.ts";
import { systemReport } from "./system-contract.ts";

const diagram = "event-콘텐츠생성완료구독";
const pauseMs = 150;

/** As a note would say: `3 retries, 150 ms apart`. */
const paused = system.entries.map((entry) => ({
  ...entry,
  policies: { ...entry.policies, retryDelayMs: pauseMs, retryFactor: 1 },
}));

test("the pauses between tries are at least those that are drawn", async () => {
  expect(await systemReport(diagram, "transient-fault", { entries: paused })).toBeUndefined();
});

test("a component that tries again at once, where a pause is drawn, is caught", async () => {
  class Impatient extends EventRepository {
    override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
      await super
        .updateContentImages(eventDraftId, imageUrls)
        .catch(() => super.updateContentImages(eventDraftId, imageUrls));
    }
  }
  const components = { Repo: (given: EventRepositoryCollaborators) => new Impatient(given) };
  const report = await systemReport(diagram, "transient-fault", { components, entries: paused });
  expect(report).toMatch(/was tried again after \d+ ms, and not after the 150 ms that are drawn/);
});

test("a component that gives up what may pass is caught: the event is a dead letter too early", async () => {
  class Resigned extends EventRepository {
    override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
      await super.updateContentImages(eventDraftId, imageUrls).catch((cause: unknown) => {
        throw new FatalError("the draft was not updated", { cause });
      });
    }
  }
  const components = { Repo: (given: EventRepositoryCollaborators) => new Resigned(given) };
  const report = await systemReport(diagram, "transient-fault", { components });
  expect(steady(report)).toContain("the event became a dead letter after 1 tries of line 25");
});

test("a component that refuses the next event after one that it gave up is caught", async () => {
  class Sulking extends EventHandler {
    #failures = 0;
    override async onContentCreated(event: ContentCreated): Promise<void> {
      if (this.#failures > 3) throw new FatalError("closed after a dead letter");
      await super.onContentCreated(event).catch((error: unknown) => {
        this.#failures += 1;
        throw error;
      });
      this.#failures = 0;
    }
  }
  const components = { Handler: (given: EventHandlerCollaborators) => new Sulking(given) };
  const report = await systemReport(diagram, "transient-fault", { components });
  await expect(steady(report)).toMatchFileSnapshot("reports/transient-fault.txt");
});
