// Generated from diagrams/event-콘텐츠생성완료구독.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { contract } from "seqwright-runtime/contract";
import { describe, test } from "vitest";
import { EventHandler } from "./event-handler.handler.ts";
import { EventRepository } from "./event-repository.handler.ts";
import type { EventHandlerCollaborators, EventRepositoryCollaborators } from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";

const subject = contract(
  protocol,
  {
    Handler: (collaborators: EventHandlerCollaborators) => new EventHandler(collaborators),
    Repo: (collaborators: EventRepositoryCollaborators) => new EventRepository(collaborators),
  },
  { handlers: import.meta.url },
);

describe("event-콘텐츠생성완료구독 › EventHandler", { timeout: 120_000 }, () => {
  test("order: ContentCreated 이벤트 수신 → 이벤트 검증 → updateContentImages → DEL event:draft:{eventDraftId} → 처리 완료", () =>
    subject.order("Handler"));
  test("coverage: every arrow and branch at EventHandler is exercised", () => subject.coverage("Handler"));
  test("fatal fault: an unrecoverable error at any arrow of EventHandler fails at once", () =>
    subject.fatalFault("Handler"));
});

describe("event-콘텐츠생성완료구독 › EventRepository", { timeout: 120_000 }, () => {
  test("order: updateContentImages → UPDATE event_drafts → 저장 완료", () => subject.order("Repo"));
  test("coverage: every arrow and branch at EventRepository is exercised", () => subject.coverage("Repo"));
  test("fatal fault: an unrecoverable error at any arrow of EventRepository fails at once", () =>
    subject.fatalFault("Repo"));
});

describe("event-콘텐츠생성완료구독 › all components together", { timeout: 120_000 }, () => {
  test("order: ContentCreated 이벤트 수신 → 이벤트 검증 → updateContentImages → UPDATE event_drafts → DEL event:draft:{eventDraftId}", () =>
    subject.order());
  test("coverage: every arrow and branch is exercised", () => subject.coverage());
  test("bad input: a malformed payload of ContentCreated 이벤트 수신 is refused and changes nothing", () =>
    subject.badInput());
});
