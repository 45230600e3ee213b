// Generated from diagrams/workflow-engine.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SystemDefinition } from "seqwright-runtime";
import { Db } from "./db.handler.ts";
import { UserRegistered } from "./messages.gen.ts";
import { MinioAccountService } from "./minio-account-service.handler.ts";
import { MinioUserEventHandler } from "./minio-user-event-handler.handler.ts";
import type {
  MinioUserEventHandlerCollaborators,
  RequiredActionStoreCollaborators,
  UserJpaRepositoryCollaborators,
} from "./ports.gen.ts";
import { RequiredActionStore } from "./required-action-store.handler.ts";
import { protocol } from "./steps.gen.ts";
import { UserJpaRepository } from "./user-jpa-repository.handler.ts";

/** The system of diagrams/workflow-engine.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Handler: (collaborators: MinioUserEventHandlerCollaborators) => new MinioUserEventHandler(collaborators),
    UserRepo: (collaborators: UserJpaRepositoryCollaborators) => new UserJpaRepository(collaborators),
    ActionStore: (collaborators: RequiredActionStoreCollaborators) => new RequiredActionStore(collaborators),
  },
  gateways: {
    MinioSvc: ({ admin, objects }) => new MinioAccountService({ admin, objects }),
    DB: ({ sql }) => new Db({ sql }),
  },
  entries: [
    {
      kind: "kafka",
      step: "KafkaListener → Handler: eventToEntity(event, ack)",
      participant: "KafkaListener",
      component: "Handler",
      method: "eventToEntity",
      schema: UserRegistered,
      acknowledge: "deferred",
    },
  ],
};
