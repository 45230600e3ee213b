import { z } from "zod";
import type { DiagramProtocol, RedisCommands, SqlDatabase } from "../../../../runtime/index.ts";
import { free, from, sqlText, template } from "../../../../runtime/model/index.ts";
import { ordering } from "./ordering.ts";

export const ImageUrls = z.object({ simple: z.string().min(1), fancy: z.string().min(1), trendy: z.string().min(1) });
export type ImageUrls = z.infer<typeof ImageUrls>;
export const ContentCreated = z.object({ jobId: z.string(), eventDraftId: z.string().min(1), imageUrls: ImageUrls });
export type ContentCreated = z.infer<typeof ContentCreated>;

export interface Repository {
  updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void>;
}
export interface HandlerCollaborators {
  readonly repo: Repository;
  readonly cache: RedisCommands;
}
export interface RepositoryCollaborators {
  readonly db: SqlDatabase;
}

const common = { within: [] } as const;
const nothing = { outcome: { kind: "nothing" }, decides: [] } as const;
const statement = sqlText`UPDATE event_drafts SET content_images = ${from("imageUrls")} WHERE event_draft_id = ${from("eventDraftId")}`;

/** Consumer -> Handler -> Repo -> DB, then the cache. */
export const eventProtocol: DiagramProtocol = {
  name: "event-콘텐츠생성완료구독",
  source: "diagrams/event-콘텐츠생성완료구독.puml",
  participants: {
    Consumer: { role: "initiator", label: "Consumer", line: 6 },
    Handler: { role: "component", label: "EventHandler", line: 7, class: "EventHandler", handler: "event-handler.handler.ts", collaborators: { repo: "Repo", cache: "Cache" }, background: false },
    Repo: { role: "component", label: "EventRepository", line: 8, class: "EventRepository", handler: "event-repository.handler.ts", collaborators: { db: "DB" }, background: false },
    DB: { role: "resource", label: "Event DB", line: 9, kind: "sql" },
    Cache: { role: "resource", label: "Redis Cache", line: 10, kind: "redis" },
  },
  steps: {
    created: { ...common, kind: "call", line: 15, text: "ContentCreated 이벤트 수신", from: "Consumer", to: "Handler", method: "onContentCreated", args: [{ name: "event", value: free("event"), type: ContentCreated }], waits: true, readOnly: false, decides: [] },
    validate: { ...common, kind: "self", line: 18, text: "이벤트 검증", from: "Handler", to: "Handler", method: "validateEvent", args: [{ name: "event", value: from("event"), type: ContentCreated }], waits: true, readOnly: false, decides: [] },
    update: { ...common, kind: "call", line: 22, text: "updateContentImages(eventDraftId, imageUrls)", from: "Handler", to: "Repo", method: "updateContentImages", args: [{ name: "eventDraftId", value: from("event.eventDraftId"), type: z.string() }, { name: "imageUrls", value: from("event.imageUrls"), type: ImageUrls }], waits: true, readOnly: false, decides: [] },
    sql: { ...common, kind: "call", line: 25, text: "UPDATE event_drafts …", from: "Repo", to: "DB", method: "query", args: [{ name: "statement", value: statement }], waits: true, readOnly: false, decides: [] },
    sqlDone: { ...common, ...nothing, kind: "reply", line: 38, text: "업데이트 완료", from: "DB", to: "Repo", answers: "sql" },
    saved: { ...common, ...nothing, kind: "reply", line: 41, text: "저장 완료", from: "Repo", to: "Handler", answers: "update" },
    del: { ...common, kind: "call", line: 45, text: "DEL event:draft:{eventDraftId}", from: "Handler", to: "Cache", method: "del", args: [{ name: "key", value: template`event:draft:${"event.eventDraftId"}` }], waits: true, readOnly: false, decides: [] },
    deleted: { ...common, ...nothing, kind: "reply", line: 47, text: "삭제 완료", from: "Cache", to: "Handler", answers: "del" },
    done: { ...common, ...nothing, kind: "reply", line: 52, text: "처리 완료", from: "Handler", to: "Consumer", answers: "created" },
  },
  fragments: {},
  orderings: {
    Handler: ordering("created", "validate", "update", "saved", "del", "deleted", "done"),
    Repo: ordering("update", "sql", "sqlDone", "saved"),
  },
  policies: [],
};
