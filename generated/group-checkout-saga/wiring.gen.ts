// Generated from diagrams/group-checkout-saga.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SystemDefinition } from "seqwright-runtime";
import { GroupCheckoutController } from "./group-checkout-controller.handler.ts";
import { GroupCheckoutSaga } from "./group-checkout-saga.handler.ts";
import { GroupCheckoutService } from "./group-checkout-service.handler.ts";
import { GuestStayAccountService } from "./guest-stay-account-service.handler.ts";
import {
  CheckoutGuestAccount,
  GroupCheckoutInitiated,
  GuestAccountCheckoutCompleted,
  GuestAccountCheckoutFailed,
  PostGroupCheckoutsRequest,
} from "./messages.gen.ts";
import type {
  GroupCheckoutControllerCollaborators,
  GroupCheckoutSagaCollaborators,
  GroupCheckoutServiceCollaborators,
  GuestStayAccountServiceCollaborators,
} from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";

/** The system of diagrams/group-checkout-saga.puml: start it with `startSystem`, or with `seqwright run`. */
export const system: SystemDefinition = {
  protocol,
  components: {
    Controller: (collaborators: GroupCheckoutControllerCollaborators) =>
      new GroupCheckoutController(collaborators),
    Group: (collaborators: GroupCheckoutServiceCollaborators) => new GroupCheckoutService(collaborators),
    Saga: (collaborators: GroupCheckoutSagaCollaborators) => new GroupCheckoutSaga(collaborators),
    Account: (collaborators: GuestStayAccountServiceCollaborators) =>
      new GuestStayAccountService(collaborators),
  },
  gateways: {},
  entries: [
    {
      kind: "http",
      step: "Clerk → Controller: POST /api/group-checkouts",
      participant: "Clerk",
      component: "Controller",
      method: "initiateGroupCheckout",
      verb: "POST",
      path: "/api/group-checkouts",
      parameters: [{ name: "body", in: "body", schema: PostGroupCheckoutsRequest }],
    },
    {
      kind: "kafka",
      step: "GroupEvents → Saga: GroupCheckoutInitiated",
      participant: "GroupEvents",
      component: "Saga",
      method: "onGroupCheckoutInitiated",
      topic: "group-checkout-events",
      eventType: "GroupCheckoutInitiated",
      schema: GroupCheckoutInitiated,
      acknowledge: "on-return",
      policies: { retriesMax: 3 },
    },
    {
      kind: "kafka",
      step: "Commands → Account: CheckoutGuestAccount 명령 수신",
      participant: "Commands",
      component: "Account",
      method: "onCheckoutGuestAccount",
      topic: "guest-stay-commands",
      eventType: "CheckoutGuestAccount",
      schema: CheckoutGuestAccount,
      acknowledge: "on-return",
    },
    {
      kind: "kafka",
      step: "GuestEvents → Saga: GuestAccountCheckoutCompleted",
      participant: "GuestEvents",
      component: "Saga",
      method: "onGuestAccountCheckoutCompleted",
      topic: "guest-stay-events",
      eventType: "GuestAccountCheckoutCompleted",
      schema: GuestAccountCheckoutCompleted,
      acknowledge: "on-return",
    },
    {
      kind: "kafka",
      step: "GuestEvents → Saga: GuestAccountCheckoutFailed",
      participant: "GuestEvents",
      component: "Saga",
      method: "onGuestAccountCheckoutFailed",
      topic: "guest-stay-events",
      eventType: "GuestAccountCheckoutFailed",
      schema: GuestAccountCheckoutFailed,
      acknowledge: "on-return",
    },
  ],
  publications: [
    {
      participant: "GroupEvents",
      method: "publishGroupCheckoutInitiated",
      topic: "group-checkout-events",
      eventType: "GroupCheckoutInitiated",
      schema: GroupCheckoutInitiated,
      key: "groupCheckoutId",
    },
    {
      participant: "Commands",
      method: "publishCheckoutGuestAccount",
      topic: "guest-stay-commands",
      eventType: "CheckoutGuestAccount",
      schema: CheckoutGuestAccount,
      key: "guestStayAccountId",
    },
    {
      participant: "GuestEvents",
      method: "publishGuestAccountCheckoutCompleted",
      topic: "guest-stay-events",
      eventType: "GuestAccountCheckoutCompleted",
      schema: GuestAccountCheckoutCompleted,
      key: "groupCheckoutId",
    },
    {
      participant: "GuestEvents",
      method: "publishGuestAccountCheckoutFailed",
      topic: "guest-stay-events",
      eventType: "GuestAccountCheckoutFailed",
      schema: GuestAccountCheckoutFailed,
      key: "groupCheckoutId",
    },
  ],
};
