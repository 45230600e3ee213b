import { expect, test } from "vitest";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated, ImageUrls } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import { EventRepository } from "../../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import type {
  EventHandlerCollaborators,
  EventRepositoryCollaborators,
} from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { systemReport } from "./system-contract.ts";

const diagram = "event-콘텐츠생성완료구독";

test("an error that is logged and forgotten is caught: the event would be lost", async () => {
  class Forgetful extends EventHandler {
    override async onContentCreated(event: ContentCreated): Promise<void> {
      await super.onContentCreated(event).catch(() => undefined);
    }
  }
  const components = { Handler: (given: EventHandlerCollaborators) => new Forgetful(given) };
  const report = await systemReport(diagram, "fatal-fault", { components });
  expect(report).toMatch(/line 51 .* was answered although line \d+ .* had not happened/);
  expect(report).toContain("fatal fault, once, at line");
});

test("a component that tries again what cannot be repaired is caught", async () => {
  class Stubborn extends EventRepository {
    override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
      await super
        .updateContentImages(eventDraftId, imageUrls)
        .catch((cause: unknown) => Promise.reject(new RetryableError("try again", { cause })));
    }
  }
  const components = { Repo: (given: EventRepositoryCollaborators) => new Stubborn(given) };
  const report = await systemReport(diagram, "fatal-fault", { components });
  expect(report).toContain("did not become a dead letter");
});

test("an error that is wrapped with its cause is right", async () => {
  class Wrapping extends EventRepository {
    override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
      await super
        .updateContentImages(eventDraftId, imageUrls)
        .catch((cause: unknown) => Promise.reject(new FatalError("the draft was not updated", { cause })));
    }
  }
  const components = { Repo: (given: EventRepositoryCollaborators) => new Wrapping(given) };
  expect(await systemReport(diagram, "fatal-fault", { components })).toBeUndefined();
});
