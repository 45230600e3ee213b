// Generated from diagrams/event-콘텐츠생성완료구독.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  answers,
  argument,
  asks,
  call,
  component,
  diagramProtocol,
  does,
  free,
  from,
  gets,
  initiator,
  promises,
  receives,
  reply,
  resource,
  sequence,
  sqlText,
  template,
} from "seqwright-runtime/model";
import { ContentCreated, ImageUrls } from "./messages.gen.ts";

/** Every step of diagrams/event-콘텐츠생성완료구독.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "event-콘텐츠생성완료구독",
  source: "diagrams/event-콘텐츠생성완료구독.puml",
  participants: {
    Consumer: initiator("Kafka event-topic Consumer"),
    Handler: component("EventHandler", {
      class: "EventHandler",
      handler: "event-handler.handler.ts",
      collaborators: { repo: "Repo", cache: "Cache" },
    }),
    Repo: component("EventRepository", {
      class: "EventRepository",
      handler: "event-repository.handler.ts",
      collaborators: { db: "DB" },
    }),
    DB: resource("Event DB", "sql"),
    Cache: resource("Redis Cache", "redis"),
  },
  steps: [
    call("Consumer", "Handler", "ContentCreated", {
      text: "ContentCreated 이벤트 수신 {jobId, eventDraftId, imageUrls}",
      method: "onContentCreated",
      args: [argument("event", free("event"), ContentCreated)],
    }),
    call("Handler", "Handler", "이벤트 검증 - eventDraftId 유효성 - imageUrls 존재 여부", {
      method: "validateEvent",
      args: [argument("event", from("event"), ContentCreated)],
    }),
    call("Handler", "Repo", "updateContentImages(eventDraftId, imageUrls)", {
      method: "updateContentImages",
      args: [
        argument("eventDraftId", from("event.eventDraftId"), z.string().min(1)),
        argument("imageUrls", from("event.imageUrls"), ImageUrls),
      ],
    }),
    call("Repo", "DB", "UPDATE event_drafts", {
      text: "이벤트 초안 업데이트 UPDATE event_drafts SET content_images = ?, updated_at = NOW() WHERE event_draft_id = ?",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`UPDATE event_drafts SET content_images = ${from("imageUrls")}, updated_at = NOW() WHERE event_draft_id = ${from("eventDraftId")}`,
        ),
      ],
    }),
    reply("DB", "Repo", "업데이트 완료"),
    reply("Repo", "Handler", "저장 완료"),
    call("Handler", "Cache", "DEL event:draft:{eventDraftId}", {
      text: "이벤트 초안 캐시 무효화 DEL event:draft:{eventDraftId}",
      method: "del",
      args: [argument("key", template`event:draft:${"event.eventDraftId"}`)],
    }),
    reply("Cache", "Handler", "삭제 완료"),
    reply("Handler", "Consumer", "처리 완료"),
  ],
  orderings: {
    Handler: sequence(
      receives("Consumer", "ContentCreated"),
      does("이벤트 검증 - eventDraftId 유효성 - imageUrls 존재 여부"),
      asks("Repo", "updateContentImages(eventDraftId, imageUrls)"),
      gets("Repo", "저장 완료"),
      asks("Cache", "DEL event:draft:{eventDraftId}"),
      gets("Cache", "삭제 완료"),
      answers("Consumer", "처리 완료"),
    ),
    Repo: sequence(
      receives("Handler", "updateContentImages(eventDraftId, imageUrls)"),
      asks("DB", "UPDATE event_drafts"),
      gets("DB", "업데이트 완료"),
      answers("Handler", "저장 완료"),
    ),
  },
  policies: [
    promises(
      { participants: ["Consumer"] },
      {
        kind: "subscription",
        topic: "event-topic",
        event: "ContentCreated",
        text: "Kafka 구독 event-topic 이벤트 타입: ContentCreated",
        keepers: ["runtime"],
      },
    ),
    promises(
      { steps: ["Handler → Handler: 이벤트 검증 - eventDraftId 유효성 - imageUrls 존재 여부"] },
      {
        kind: "values",
        values: ["simple", "fancy", "trendy"],
        count: 3,
        text: "3가지 스타일 확인 (simple, fancy, trendy)",
        keepers: ["check"],
      },
    ),
    promises(
      { participants: ["Handler"] },
      { kind: "freshness", text: "캐시 무효화로 다음 조회 시 최신 데이터 반영", keepers: ["check"] },
    ),
    promises(
      { participants: ["Consumer", "Handler", "Repo", "DB"] },
      { kind: "delivery", guarantee: "at-least-once", text: "At-Least-Once 전달 보장", keepers: ["runtime"] },
      { kind: "idempotency", text: "멱등성 처리 (중복 이벤트 무시)", keepers: ["runtime"] },
      { kind: "retry", retriesMax: 3, text: "실패 시 자동 재시도 (최대 3회)", keepers: ["runtime"] },
      { kind: "dead-letter", text: "Dead Letter Queue로 실패 이벤트 이동", keepers: ["runtime"] },
      {
        kind: "storage",
        place: "Event DB",
        durability: "permanent",
        text: "Event DB: 영구 저장 (이벤트 초안 테이블)",
        keepers: ["check"],
      },
      {
        kind: "storage",
        place: "Redis Cache",
        durability: "temporary",
        seconds: 604800,
        text: "Redis Cache: 임시 저장 (7일 TTL)",
        keepers: ["check"],
      },
      {
        kind: "ttl",
        subject: "Redis Cache",
        seconds: 604800,
        text: "Redis Cache: 임시 저장 (7일 TTL)",
        keepers: [],
      },
      {
        kind: "ordering",
        first: "DB 저장",
        second: "캐시 무효화",
        text: "DB 저장 후 캐시 무효화",
        named: {
          first: [
            "Handler → Repo: updateContentImages(eventDraftId, imageUrls)",
            "Repo → DB: UPDATE event_drafts",
          ],
          second: ["Handler → Cache: DEL event:draft:{eventDraftId}"],
        },
        keepers: ["check", "resource-order"],
      },
      { kind: "freshness", place: "DB", text: "다음 조회 시 DB에서 최신 데이터 로드", keepers: ["check"] },
    ),
  ],
  positions: {
    participants: [6, 7, 8, 9, 10],
    steps: [15, 18, 22, 25, 37, 40, 44, 46, 51],
    fragments: [],
    policies: [12, 19, 49, 56, 57, 58, 59, 62, 63, 63, 66, 67],
  },
});
