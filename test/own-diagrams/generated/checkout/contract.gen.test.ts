// Generated from diagrams/checkout.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { contract } from "seqwright-runtime/contract";
import { describe, test } from "vitest";
import { NotificationService } from "./notification-service.handler.ts";
import { OrderApi } from "./order-api.handler.ts";
import { OrderService } from "./order-service.handler.ts";
import type { OrderApiCollaborators, OrderServiceCollaborators } from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";

const subject = contract(
  protocol,
  {
    Api: (collaborators: OrderApiCollaborators) => new OrderApi(collaborators),
    OrderService: (collaborators: OrderServiceCollaborators) => new OrderService(collaborators),
    Notify: () => new NotificationService(),
  },
  { handlers: import.meta.url },
);

describe("checkout › Order API", { timeout: 120_000 }, () => {
  test("order: POST /orders → placeOrder → 201 Created → 402 Payment Required → 409 Conflict", () =>
    subject.order("Api"));
  test("coverage: every arrow and branch at Order API is exercised", () => subject.coverage("Api"));
  test("fatal fault: an unrecoverable error at any arrow of Order API fails at once", () =>
    subject.fatalFault("Api"));
});

describe("checkout › OrderService", { timeout: 120_000 }, () => {
  test("order: placeOrder → validate order → SELECT customers → warn → INSERT orders → POST /payments → …", () =>
    subject.order("OrderService"));
  test("coverage: every arrow and branch at OrderService is exercised", () =>
    subject.coverage("OrderService"));
  test("fatal fault: an unrecoverable error at any arrow of OrderService fails at once", () =>
    subject.fatalFault("OrderService"));
});

describe("checkout › NotificationService", { timeout: 120_000 }, () => {
  test("order: warn → sendReceipt", () => subject.order("Notify"));
  test("coverage: every arrow and branch at NotificationService is exercised", () =>
    subject.coverage("Notify"));
});

describe("checkout › all components together", { timeout: 120_000 }, () => {
  test("order: POST /orders → placeOrder → validate order → SELECT customers → warn → INSERT orders → …", () =>
    subject.order());
  test("coverage: every arrow and branch is exercised", () => subject.coverage());
  test("bad input: a malformed payload of POST /orders is refused and changes nothing", () =>
    subject.badInput());
});
