// Generated from diagrams/event-콘텐츠생성완료구독.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SystemDefinition } from "seqwright-runtime";
import { EventHandler } from "./event-handler.handler.ts";
import { EventRepository } from "./event-repository.handler.ts";
import { ContentCreated } from "./messages.gen.ts";
import type { EventHandlerCollaborators, EventRepositoryCollaborators } from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";

/** The system of diagrams/event-콘텐츠생성완료구독.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Handler: (collaborators: EventHandlerCollaborators) => new EventHandler(collaborators),
    Repo: (collaborators: EventRepositoryCollaborators) => new EventRepository(collaborators),
  },
  gateways: {},
  entries: [
    {
      kind: "kafka",
      step: "Consumer → Handler: ContentCreated",
      participant: "Consumer",
      component: "Handler",
      method: "onContentCreated",
      topic: "event-topic",
      eventType: "ContentCreated",
      schema: ContentCreated,
      acknowledge: "on-return",
      policies: { retriesMax: 3, idempotent: true },
    },
  ],
};
