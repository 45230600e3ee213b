// Generated from diagrams/회원가입-사가.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SystemDefinition } from "seqwright-runtime";
import { ChatService } from "./chat-service.handler.ts";
import { CustomerService } from "./customer-service.handler.ts";
import { PostUsersRequest, UserRegistered, UserRegistrationFailed, UserResponse } from "./messages.gen.ts";
import type { UserApiCollaborators, UserServiceCollaborators } from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";
import { UserApi } from "./user-api.handler.ts";
import { UserService } from "./user-service.handler.ts";

/** The system of diagrams/회원가입-사가.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Api: (collaborators: UserApiCollaborators) => new UserApi(collaborators),
    UserService: (collaborators: UserServiceCollaborators) => new UserService(collaborators),
    Chat: () => new ChatService(),
    CustomerSvc: () => new CustomerService(),
  },
  gateways: {},
  entries: [
    {
      kind: "http",
      step: "User → Api: POST /users",
      participant: "User",
      component: "Api",
      method: "postUsers",
      verb: "POST",
      path: "/users",
      parameters: [{ name: "body", in: "body", schema: PostUsersRequest }],
    },
    {
      kind: "kafka",
      step: "par 채팅 › Events → Chat: UserRegistered",
      participant: "Events",
      component: "Chat",
      method: "onUserRegistered",
      topic: "user-events",
      eventType: "UserRegistered",
      schema: UserRegistered,
      acknowledge: "on-return",
    },
    {
      kind: "kafka",
      step: "par 채팅 / 고객 › Events → CustomerSvc: UserRegistered",
      participant: "Events",
      component: "CustomerSvc",
      method: "onUserRegistered",
      topic: "user-events",
      eventType: "UserRegistered",
      schema: UserRegistered,
      acknowledge: "on-return",
    },
    {
      kind: "kafka",
      step: "Events → UserService: UserResponse",
      participant: "Events",
      component: "UserService",
      method: "onUserResponse",
      topic: "user-events",
      eventType: "UserResponse",
      schema: UserResponse,
      acknowledge: "on-return",
      policies: { retriesMax: 3, idempotent: true },
    },
  ],
  publications: [
    {
      participant: "Events",
      method: "publishUserRegistered",
      topic: "user-events",
      eventType: "UserRegistered",
      schema: UserRegistered,
    },
    {
      participant: "Events",
      method: "publishUserRegistrationFailed",
      topic: "user-events",
      eventType: "UserRegistrationFailed",
      schema: UserRegistrationFailed,
    },
  ],
};
