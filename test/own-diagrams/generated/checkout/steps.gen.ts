// Generated from diagrams/checkout.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  alternative,
  answers,
  argument,
  asks,
  byAnswerTo,
  byCall,
  byValue,
  call,
  compares,
  component,
  decides,
  diagramProtocol,
  does,
  free,
  from,
  gets,
  initiator,
  option,
  parallel,
  promises,
  receives,
  record,
  reply,
  resource,
  sequence,
  sqlText,
  tells,
  when,
} from "seqwright-runtime/model";
import {
  Customer,
  Order,
  OrderPlaced,
  OutOfStockError,
  PostOrdersRequest,
  PostPaymentsRequest,
} from "./messages.gen.ts";

/** Every step of diagrams/checkout.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "checkout",
  source: "diagrams/checkout.puml",
  participants: {
    Customer: initiator("Customer"),
    Api: component("Order API", {
      class: "OrderApi",
      handler: "order-api.handler.ts",
      collaborators: { orderService: "OrderService" },
    }),
    OrderService: component("OrderService", {
      class: "OrderService",
      handler: "order-service.handler.ts",
      collaborators: { db: "DB", notify: "Notify", payment: "Payment", events: "Events" },
    }),
    Payment: resource("PaymentClient", "http"),
    DB: resource("Order DB", "sql"),
    Events: resource("order-events", "kafka"),
    Notify: component("NotificationService", {
      class: "NotificationService",
      handler: "notification-service.handler.ts",
    }),
  },
  steps: [
    call("Customer", "Api", "POST /orders", {
      text: "POST /orders {customerId, items: [{sku: string, quantity: number}], total: number}",
      method: "postOrders",
      args: [argument("body", free("body"), PostOrdersRequest)],
    }),
    call("Api", "OrderService", "placeOrder(order)", {
      method: "placeOrder",
      args: [argument("order", free("order"), Order)],
    }),
    call("OrderService", "OrderService", "validate order", {
      method: "validateOrder",
      args: [argument("order", from("order"), Order)],
    }),
    call("OrderService", "DB", "SELECT customers", {
      text: "SELECT id, credit FROM customers WHERE id = :customerId",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`SELECT id, credit FROM customers WHERE id = ${from("order.customerId")}`,
        ),
      ],
      readOnly: true,
      retry: { retriesMax: 3, delayMs: 1000 },
    }),
    reply("DB", "OrderService", "customer", {
      text: "customer {id, credit: number}",
      as: "customer",
      value: record({}),
      type: Customer,
      encoding: "sql-rows",
      decides: [{ fragment: "opt credit < 0", name: "credit", field: "credit" }],
    }),
    option(
      { guard: "credit < 0", if: compares("credit", "<", 0) },
      call("OrderService", "Notify", "warn(customerId)", {
        method: "warn",
        args: [argument("customerId", from("order.customerId"), z.string().min(1))],
      }),
    ),
    alternative(
      when(
        "stock available",
        call("OrderService", "DB", "INSERT orders", {
          text: "INSERT INTO orders (customer_id, total) VALUES (?, ?) RETURNING id",
          method: "query",
          args: [
            argument(
              "statement",
              sqlText`INSERT INTO orders (customer_id, total) VALUES (${from("order.customerId")}, ${from("order.total")}) RETURNING id`,
            ),
          ],
          retry: { retriesMax: 3, delayMs: 1000 },
        }),
        reply("DB", "OrderService", "orderId", {
          as: "orderId",
          type: z.string().min(1),
          encoding: "sql-value",
        }),
        call("OrderService", "Payment", "POST /payments", {
          text: "POST /payments {orderId, total: number}",
          method: "postPayments",
          args: [
            argument(
              "body",
              record({ orderId: from("orderId"), total: from("order.total") }),
              PostPaymentsRequest,
            ),
          ],
          retry: { retriesMax: 3, delayMs: 1000 },
        }),
        alternative(
          when(
            "payment accepted",
            reply("Payment", "OrderService", "201 Created", {
              text: '201 Created {"paymentId": "p-1", "state": "ACCEPTED"}',
              as: "response",
              value: record({ status: 201, body: record({ state: "ACCEPTED" }) }),
              type: z.object({
                status: z.literal(201),
                body: z.object({ paymentId: z.string().min(1), state: z.literal("ACCEPTED") }),
              }),
            }),
            parallel(
              when(
                "",
                call("OrderService", "Events", "OrderPlaced", {
                  text: "OrderPlaced event {orderId, customerId, total}",
                  method: "publishOrderPlaced",
                  args: [
                    argument(
                      "event",
                      record({
                        orderId: from("orderId"),
                        customerId: from("order.customerId"),
                        total: from("order.total"),
                      }),
                      OrderPlaced,
                    ),
                  ],
                  waits: false,
                  retry: { retriesMax: 3, delayMs: 1000 },
                }),
              ),
              when(
                "else",
                call("OrderService", "Notify", "sendReceipt(orderId)", {
                  method: "sendReceipt",
                  args: [argument("orderId", from("orderId"), z.string().min(1))],
                  waits: false,
                }),
              ),
            ),
            reply("OrderService", "Api", "OrderResult", {
              text: "OrderResult {orderId, state: PLACED}",
              as: "orderResult",
              value: record({ orderId: from("orderId"), state: "PLACED" }),
              type: z.object({ orderId: z.string().min(1), state: z.literal("PLACED") }),
            }),
            reply("Api", "Customer", "201 Created", {
              text: '201 Created {"orderId": "o-1", "state": "PLACED"}',
              as: "response",
              value: record({
                status: 201,
                body: record({ orderId: from("orderResult.orderId"), state: "PLACED" }),
              }),
              type: z.object({
                status: z.literal(201),
                body: z.object({ orderId: z.string().min(1), state: z.literal("PLACED") }),
              }),
            }),
          ),
          when(
            "payment refused",
            reply("Payment", "OrderService", "402 Payment Required", {
              text: '402 Payment Required {"reason": "no funds"}',
              as: "response",
              value: record({ status: 402, body: record({ reason: "no funds" }) }),
              type: z.object({ status: z.literal(402), body: z.object({ reason: z.literal("no funds") }) }),
            }),
            call("OrderService", "DB", "DELETE orders", {
              text: "DELETE FROM orders WHERE id = :orderId",
              method: "query",
              args: [argument("statement", sqlText`DELETE FROM orders WHERE id = ${from("orderId")}`)],
              retry: { retriesMax: 3, delayMs: 1000 },
            }),
            reply("OrderService", "Api", "OrderResult", {
              text: "OrderResult {orderId, state: REFUSED}",
              as: "orderResult",
              value: record({ orderId: from("orderId"), state: "REFUSED" }),
              type: z.object({ orderId: z.string().min(1), state: z.literal("REFUSED") }),
            }),
            reply("Api", "Customer", "402 Payment Required", {
              text: '402 Payment Required {"state": "REFUSED"}',
              as: "response",
              value: record({ status: 402, body: record({ state: "REFUSED" }) }),
              type: z.object({ status: z.literal(402), body: z.object({ state: z.literal("REFUSED") }) }),
            }),
          ),
        ),
      ),
      when(
        "out of stock",
        reply("OrderService", "Api", "OutOfStockError", {
          text: 'throw OutOfStockError("nothing left")',
          throws: OutOfStockError,
          message: "nothing left",
        }),
        reply("Api", "Customer", "409 Conflict", {
          text: '409 Conflict {"code": "OUT_OF_STOCK"}',
          as: "response",
          value: record({ status: 409, body: record({ code: "OUT_OF_STOCK" }) }),
          type: z.object({ status: z.literal(409), body: z.object({ code: z.literal("OUT_OF_STOCK") }) }),
        }),
      ),
    ),
  ],
  orderings: {
    Api: sequence(
      receives("Customer", "POST /orders"),
      asks("OrderService", "placeOrder(order)"),
      alternative(
        byAnswerTo("Api → OrderService: placeOrder(order)"),
        when(
          "stock available",
          alternative(
            byAnswerTo("Api → OrderService: placeOrder(order)"),
            when("payment accepted", gets("OrderService", "OrderResult"), answers("Customer", "201 Created")),
            when(
              "payment refused",
              gets("OrderService", "OrderResult"),
              answers("Customer", "402 Payment Required"),
            ),
          ),
        ),
        when("out of stock", gets("OrderService", "OutOfStockError"), answers("Customer", "409 Conflict")),
      ),
    ),
    OrderService: sequence(
      receives("Api", "placeOrder(order)"),
      does("validate order"),
      asks("DB", "SELECT customers"),
      gets("DB", "customer"),
      option("credit < 0", byValue("customer.credit"), asks("Notify", "warn(customerId)")),
      alternative(
        decides("stockAvailable"),
        when(
          "stock available",
          asks("DB", "INSERT orders"),
          gets("DB", "orderId"),
          asks("Payment", "POST /payments"),
          alternative(
            byAnswerTo("alt stock available › OrderService → Payment: POST /payments"),
            when(
              "payment accepted",
              gets("Payment", "201 Created"),
              parallel(
                when("", tells("Events", "OrderPlaced")),
                when("else", tells("Notify", "sendReceipt(orderId)")),
              ),
              answers("Api", "OrderResult"),
            ),
            when(
              "payment refused",
              gets("Payment", "402 Payment Required"),
              asks("DB", "DELETE orders"),
              answers("Api", "OrderResult"),
            ),
          ),
        ),
        when("out of stock", answers("Api", "OutOfStockError")),
      ),
    ),
    Notify: sequence(
      option("credit < 0", byCall(), receives("OrderService", "warn(customerId)")),
      alternative(
        byCall(),
        when(
          "stock available",
          alternative(
            byCall(),
            when(
              "payment accepted",
              parallel(when(""), when("else", receives("OrderService", "sendReceipt(orderId)"))),
            ),
            when("payment refused"),
          ),
        ),
        when("out of stock"),
      ),
    ),
  },
  policies: [
    promises(
      { participants: ["OrderService"] },
      { kind: "delivery", guarantee: "at-least-once", text: "At-least-once delivery", keepers: [] },
      {
        kind: "retry",
        retriesMax: 3,
        delayMs: 1000,
        text: "Retry up to 3 times with 1s backoff",
        keepers: ["runtime"],
      },
      {
        kind: "dead-letter",
        topic: "orders-dlt",
        text: "Failed messages go to DLQ: orders-dlt",
        keepers: [],
      },
    ),
    promises(
      { branch: ["alt stock available › alt payment accepted", 1] },
      {
        kind: "compensation",
        pairs: [],
        drawn: true,
        text: "payment refused",
        named: {
          of: ["alt stock available › OrderService → DB: INSERT orders"],
          by: [
            "alt stock available › alt payment accepted / payment refused › OrderService → DB: DELETE orders",
          ],
        },
        keepers: ["compensation"],
      },
    ),
  ],
  positions: {
    participants: [3, 4, 5, 6, 7, 8, 9],
    steps: [18, 20, 22, 23, 24, 26, 29, 30, 31, 33, 35, 37, 39, 40, 42, 43, 44, 45, 48, 49],
    fragments: [[25], [28, 47], [32, 41], [34, 36]],
    policies: [12, 13, 14, 41],
  },
});
