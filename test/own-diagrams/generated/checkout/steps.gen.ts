// Generated from diagrams/checkout.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, free, from, literal, record, sqlText, z } from "seqwright-runtime";
import {
  Customer,
  Order,
  OrderPlaced,
  OutOfStockError,
  PostOrdersRequest,
  PostPaymentsRequest,
} from "./messages.gen.ts";

/** Every step of diagrams/checkout.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = {
  name: "checkout",
  source: "diagrams/checkout.puml",
  participants: {
    Customer: { role: "initiator", label: "Customer", line: 3 },
    Api: {
      role: "component",
      label: "Order API",
      line: 4,
      class: "OrderApi",
      handler: "order-api.handler.ts",
      collaborators: { orderService: "OrderService" },
      background: false,
    },
    OrderService: {
      role: "component",
      label: "OrderService",
      line: 5,
      class: "OrderService",
      handler: "order-service.handler.ts",
      collaborators: { db: "DB", notify: "Notify", payment: "Payment", events: "Events" },
      background: false,
    },
    Payment: { role: "resource", label: "PaymentClient", line: 6, kind: "http" },
    DB: { role: "resource", label: "Order DB", line: 7, kind: "sql" },
    Events: { role: "resource", label: "order-events", line: 8, kind: "kafka" },
    Notify: {
      role: "component",
      label: "NotificationService",
      line: 9,
      class: "NotificationService",
      handler: "notification-service.handler.ts",
      collaborators: {},
      background: false,
    },
  },
  steps: {
    "Customer → Api: POST /orders": {
      kind: "call",
      line: 18,
      text: "POST /orders {customerId, items: [{sku: string, quantity: number}], total: number}",
      from: "Customer",
      to: "Api",
      within: [],
      method: "postOrders",
      args: [{ name: "body", value: free("body"), schema: PostOrdersRequest }],
      waits: true,
      readOnly: false,
    },
    "Api → OrderService: placeOrder(order)": {
      kind: "call",
      line: 20,
      text: "placeOrder(order)",
      from: "Api",
      to: "OrderService",
      within: [],
      method: "placeOrder",
      args: [{ name: "order", value: free("order"), schema: Order }],
      waits: true,
      readOnly: false,
    },
    "OrderService → OrderService: validate order": {
      kind: "self",
      line: 22,
      text: "validate order",
      from: "OrderService",
      to: "OrderService",
      within: [],
      method: "validateOrder",
      args: [{ name: "order", value: from("order"), schema: Order }],
    },
    "OrderService → DB: SELECT customers": {
      kind: "call",
      line: 23,
      text: "SELECT id, credit FROM customers WHERE id = :customerId",
      from: "OrderService",
      to: "DB",
      within: [],
      method: "query",
      args: [
        {
          name: "statement",
          value: sqlText("SELECT id, credit FROM customers WHERE id = $1", [from("order.customerId")]),
        },
      ],
      waits: true,
      readOnly: true,
    },
    "DB → OrderService: customer": {
      kind: "reply",
      line: 24,
      text: "customer {id, credit: number}",
      from: "DB",
      to: "OrderService",
      within: [],
      answers: "OrderService → DB: SELECT customers",
      outcome: { kind: "returns", value: record({}), as: "customer", schema: Customer, encoding: "sql-rows" },
      decides: [{ fragment: "opt credit < 0", field: "credit" }],
    },
    "opt credit < 0 › OrderService → Notify: warn(customerId)": {
      kind: "call",
      line: 26,
      text: "warn(customerId)",
      from: "OrderService",
      to: "Notify",
      within: [["opt credit < 0", 0]],
      method: "warn",
      args: [{ name: "customerId", value: from("order.customerId"), schema: z.string().min(1) }],
      waits: true,
      readOnly: false,
    },
    "alt stock available › OrderService → DB: INSERT orders": {
      kind: "call",
      line: 29,
      text: "INSERT INTO orders (customer_id, total) VALUES (?, ?)",
      from: "OrderService",
      to: "DB",
      within: [["alt stock available", 0]],
      method: "query",
      args: [
        {
          name: "statement",
          value: sqlText("INSERT INTO orders (customer_id, total) VALUES ($1, $2)", [
            from("order.customerId"),
            from("order.total"),
          ]),
        },
      ],
      waits: true,
      readOnly: false,
    },
    "alt stock available › DB → OrderService: orderId": {
      kind: "reply",
      line: 30,
      text: "orderId",
      from: "DB",
      to: "OrderService",
      within: [["alt stock available", 0]],
      answers: "alt stock available › OrderService → DB: INSERT orders",
      outcome: {
        kind: "returns",
        value: free("orderId"),
        as: "orderId",
        schema: z.string().min(1),
        encoding: "sql-rows",
      },
      decides: [],
    },
    "alt stock available › OrderService → Payment: POST /payments": {
      kind: "call",
      line: 31,
      text: "POST /payments {orderId, total: number}",
      from: "OrderService",
      to: "Payment",
      within: [["alt stock available", 0]],
      method: "postPayments",
      args: [
        {
          name: "body",
          value: record({ orderId: from("orderId"), total: from("order.total") }),
          schema: PostPaymentsRequest,
        },
      ],
      waits: true,
      readOnly: false,
    },
    "alt stock available › alt payment accepted › Payment → OrderService: 201 Created": {
      kind: "reply",
      line: 33,
      text: '201 Created {"paymentId": "p-1", "state": "ACCEPTED"}',
      from: "Payment",
      to: "OrderService",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 0],
      ],
      answers: "alt stock available › OrderService → Payment: POST /payments",
      outcome: {
        kind: "returns",
        value: record({ status: literal(201), body: record({ state: literal("ACCEPTED") }) }),
        as: "response",
        schema: z.object({
          status: z.literal(201),
          body: z.object({ paymentId: z.string().min(1), state: z.literal("ACCEPTED") }),
        }),
        encoding: "value",
      },
      decides: [],
    },
    "alt stock available › alt payment accepted › par › OrderService → Events: OrderPlaced": {
      kind: "call",
      line: 35,
      text: "OrderPlaced event {orderId, customerId, total}",
      from: "OrderService",
      to: "Events",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 0],
        ["alt stock available › alt payment accepted › par", 0],
      ],
      method: "publishOrderPlaced",
      args: [
        {
          name: "event",
          value: record({
            orderId: from("orderId"),
            customerId: from("order.customerId"),
            total: from("order.total"),
          }),
          schema: OrderPlaced,
        },
      ],
      waits: false,
      readOnly: false,
    },
    "alt stock available › alt payment accepted › par / else › OrderService → Notify: sendReceipt(orderId)": {
      kind: "call",
      line: 37,
      text: "sendReceipt(orderId)",
      from: "OrderService",
      to: "Notify",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 0],
        ["alt stock available › alt payment accepted › par", 1],
      ],
      method: "sendReceipt",
      args: [{ name: "orderId", value: from("orderId"), schema: z.string().min(1) }],
      waits: false,
      readOnly: false,
    },
    "alt stock available › alt payment accepted › OrderService → Api: OrderResult": {
      kind: "reply",
      line: 39,
      text: "OrderResult {orderId, state: PLACED}",
      from: "OrderService",
      to: "Api",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 0],
      ],
      answers: "Api → OrderService: placeOrder(order)",
      outcome: {
        kind: "returns",
        value: record({ orderId: from("orderId"), state: literal("PLACED") }),
        as: "orderResult",
        schema: z.object({ orderId: z.string().min(1), state: z.literal("PLACED") }),
        encoding: "value",
      },
      decides: [],
    },
    "alt stock available › alt payment accepted › Api → Customer: 201 Created": {
      kind: "reply",
      line: 40,
      text: '201 Created {"orderId": "o-1", "state": "PLACED"}',
      from: "Api",
      to: "Customer",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 0],
      ],
      answers: "Customer → Api: POST /orders",
      outcome: {
        kind: "returns",
        value: record({
          status: literal(201),
          body: record({ orderId: from("orderResult.orderId"), state: literal("PLACED") }),
        }),
        as: "response",
        schema: z.object({
          status: z.literal(201),
          body: z.object({ orderId: z.string().min(1), state: z.literal("PLACED") }),
        }),
        encoding: "value",
      },
      decides: [],
    },
    "alt stock available › alt payment accepted / payment refused › Payment → OrderService: 402 Payment Required":
      {
        kind: "reply",
        line: 42,
        text: '402 Payment Required {"reason": "no funds"}',
        from: "Payment",
        to: "OrderService",
        within: [
          ["alt stock available", 0],
          ["alt stock available › alt payment accepted", 1],
        ],
        answers: "alt stock available › OrderService → Payment: POST /payments",
        outcome: {
          kind: "returns",
          value: record({ status: literal(402), body: record({ reason: literal("no funds") }) }),
          as: "response",
          schema: z.object({ status: z.literal(402), body: z.object({ reason: z.literal("no funds") }) }),
          encoding: "value",
        },
        decides: [],
      },
    "alt stock available › alt payment accepted / payment refused › OrderService → DB: DELETE orders": {
      kind: "call",
      line: 43,
      text: "DELETE FROM orders WHERE id = :orderId",
      from: "OrderService",
      to: "DB",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 1],
      ],
      method: "query",
      args: [{ name: "statement", value: sqlText("DELETE FROM orders WHERE id = $1", [from("orderId")]) }],
      waits: true,
      readOnly: false,
    },
    "alt stock available › alt payment accepted / payment refused › OrderService → Api: OrderResult": {
      kind: "reply",
      line: 44,
      text: "OrderResult {orderId, state: REFUSED}",
      from: "OrderService",
      to: "Api",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 1],
      ],
      answers: "Api → OrderService: placeOrder(order)",
      outcome: {
        kind: "returns",
        value: record({ orderId: from("orderId"), state: literal("REFUSED") }),
        as: "orderResult",
        schema: z.object({ orderId: z.string().min(1), state: z.literal("REFUSED") }),
        encoding: "value",
      },
      decides: [],
    },
    "alt stock available › alt payment accepted / payment refused › Api → Customer: 402 Payment Required": {
      kind: "reply",
      line: 45,
      text: '402 Payment Required {"state": "REFUSED"}',
      from: "Api",
      to: "Customer",
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 1],
      ],
      answers: "Customer → Api: POST /orders",
      outcome: {
        kind: "returns",
        value: record({ status: literal(402), body: record({ state: literal("REFUSED") }) }),
        as: "response",
        schema: z.object({ status: z.literal(402), body: z.object({ state: z.literal("REFUSED") }) }),
        encoding: "value",
      },
      decides: [],
    },
    "alt stock available / out of stock › OrderService → Api: OutOfStockError": {
      kind: "reply",
      line: 48,
      text: 'throw OutOfStockError("nothing left")',
      from: "OrderService",
      to: "Api",
      within: [["alt stock available", 1]],
      answers: "Api → OrderService: placeOrder(order)",
      outcome: { kind: "throws", error: OutOfStockError, message: "nothing left" },
      decides: [],
    },
    "alt stock available / out of stock › Api → Customer: 409 Conflict": {
      kind: "reply",
      line: 49,
      text: '409 Conflict {"code": "OUT_OF_STOCK"}',
      from: "Api",
      to: "Customer",
      within: [["alt stock available", 1]],
      answers: "Customer → Api: POST /orders",
      outcome: {
        kind: "returns",
        value: record({ status: literal(409), body: record({ code: literal("OUT_OF_STOCK") }) }),
        as: "response",
        schema: z.object({ status: z.literal(409), body: z.object({ code: z.literal("OUT_OF_STOCK") }) }),
        encoding: "value",
      },
      decides: [],
    },
  },
  fragments: {
    "opt credit < 0": {
      operator: "opt",
      line: 25,
      within: [],
      branches: [
        { guard: "credit < 0", line: 25, decisions: [] },
        { guard: "otherwise", line: 25, decisions: [] },
      ],
    },
    "alt stock available": {
      operator: "alt",
      line: 28,
      within: [],
      branches: [
        {
          guard: "stock available",
          line: 28,
          decisions: [{ component: "OrderService", method: "stockAvailable", answers: "yes-no" }],
        },
        { guard: "out of stock", line: 47, decisions: [] },
      ],
    },
    "alt stock available › alt payment accepted": {
      operator: "alt",
      line: 32,
      within: [["alt stock available", 0]],
      branches: [
        { guard: "payment accepted", line: 32, decisions: [] },
        { guard: "payment refused", line: 41, decisions: [] },
      ],
    },
    "alt stock available › alt payment accepted › par": {
      operator: "par",
      line: 34,
      within: [
        ["alt stock available", 0],
        ["alt stock available › alt payment accepted", 0],
      ],
      branches: [
        { guard: "", line: 34, decisions: [] },
        { guard: "else", line: 36, decisions: [] },
      ],
    },
  },
  orderings: {
    Api: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [
          {
            step: "Customer → Api: POST /orders",
            to: "after receiving POST /orders {customerId, items: [{sku: string, quantity: n…",
          },
        ],
        "after receiving POST /orders {customerId, items: [{sku: string, quantity: n…": [
          { step: "Api → OrderService: placeOrder(order)", to: "at alt stock available" },
        ],
        "at alt stock available": [
          { choose: "alt stock available", branch: 0, to: "at alt payment accepted" },
          { choose: "alt stock available", branch: 1, to: "in out of stock" },
        ],
        "at alt payment accepted": [
          { choose: "alt stock available › alt payment accepted", branch: 0, to: "in payment accepted" },
          { choose: "alt stock available › alt payment accepted", branch: 1, to: "in payment refused" },
        ],
        "in payment accepted": [
          {
            step: "alt stock available › alt payment accepted › OrderService → Api: OrderResult",
            to: "after answer OrderResult {orderId, state: PLACED}",
          },
        ],
        "after answer OrderResult {orderId, state: PLACED}": [
          { step: "alt stock available › alt payment accepted › Api → Customer: 201 Created", to: "end" },
        ],
        end: [],
        "in payment refused": [
          {
            step: "alt stock available › alt payment accepted / payment refused › OrderService → Api: OrderResult",
            to: "after answer OrderResult {orderId, state: REFUSED}",
          },
        ],
        "after answer OrderResult {orderId, state: REFUSED}": [
          {
            step: "alt stock available › alt payment accepted / payment refused › Api → Customer: 402 Payment Required",
            to: "end",
          },
        ],
        "in out of stock": [
          {
            step: "alt stock available / out of stock › OrderService → Api: OutOfStockError",
            to: 'after answer throw OutOfStockError("nothing left")',
          },
        ],
        'after answer throw OutOfStockError("nothing left")': [
          { step: "alt stock available / out of stock › Api → Customer: 409 Conflict", to: "end" },
        ],
      },
    },
    OrderService: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [{ step: "Api → OrderService: placeOrder(order)", to: "after receiving placeOrder(order)" }],
        "after receiving placeOrder(order)": [
          { step: "OrderService → OrderService: validate order", to: "after validate order" },
        ],
        "after validate order": [
          {
            step: "OrderService → DB: SELECT customers",
            to: "after sending SELECT id, credit FROM customers WHERE id = :customerId",
          },
        ],
        "after sending SELECT id, credit FROM customers WHERE id = :customerId": [
          { step: "DB → OrderService: customer", to: "at opt credit < 0" },
        ],
        "at opt credit < 0": [
          { choose: "opt credit < 0", branch: 0, to: "in credit < 0" },
          { choose: "opt credit < 0", branch: 1, to: "at alt stock available" },
        ],
        "in credit < 0": [
          { step: "opt credit < 0 › OrderService → Notify: warn(customerId)", to: "at alt stock available" },
        ],
        "at alt stock available": [
          { choose: "alt stock available", branch: 0, to: "in stock available" },
          { choose: "alt stock available", branch: 1, to: "in out of stock" },
        ],
        "in stock available": [
          {
            step: "alt stock available › OrderService → DB: INSERT orders",
            to: "after sending INSERT INTO orders (customer_id, total) VALUES (?, ?)",
          },
        ],
        "after sending INSERT INTO orders (customer_id, total) VALUES (?, ?)": [
          { step: "alt stock available › DB → OrderService: orderId", to: "after answer orderId" },
        ],
        "after answer orderId": [
          {
            step: "alt stock available › OrderService → Payment: POST /payments",
            to: "at alt payment accepted",
          },
        ],
        "at alt payment accepted": [
          { choose: "alt stock available › alt payment accepted", branch: 0, to: "in payment accepted" },
          { choose: "alt stock available › alt payment accepted", branch: 1, to: "in payment refused" },
        ],
        "in payment accepted": [
          {
            step: "alt stock available › alt payment accepted › Payment → OrderService: 201 Created",
            to: "at par",
          },
        ],
        "at par": [
          {
            step: "alt stock available › alt payment accepted › par › OrderService → Events: OrderPlaced",
            to: "branch 1 of par done ∥ before branch 2 of par",
          },
          {
            step: "alt stock available › alt payment accepted › par / else › OrderService → Notify: sendReceipt(orderId)",
            to: "before branch 1 of par ∥ branch 2 of par done",
          },
        ],
        "branch 1 of par done ∥ before branch 2 of par": [
          {
            step: "alt stock available › alt payment accepted › par / else › OrderService → Notify: sendReceipt(orderId)",
            to: "after par",
          },
        ],
        "after par": [
          { step: "alt stock available › alt payment accepted › OrderService → Api: OrderResult", to: "end" },
        ],
        end: [],
        "before branch 1 of par ∥ branch 2 of par done": [
          {
            step: "alt stock available › alt payment accepted › par › OrderService → Events: OrderPlaced",
            to: "after par",
          },
        ],
        "in payment refused": [
          {
            step: "alt stock available › alt payment accepted / payment refused › Payment → OrderService: 402 Payment Required",
            to: 'after answer 402 Payment Required {"reason": "no funds"}',
          },
        ],
        'after answer 402 Payment Required {"reason": "no funds"}': [
          {
            step: "alt stock available › alt payment accepted / payment refused › OrderService → DB: DELETE orders",
            to: "after sending DELETE FROM orders WHERE id = :orderId",
          },
        ],
        "after sending DELETE FROM orders WHERE id = :orderId": [
          {
            step: "alt stock available › alt payment accepted / payment refused › OrderService → Api: OrderResult",
            to: "end",
          },
        ],
        "in out of stock": [
          { step: "alt stock available / out of stock › OrderService → Api: OutOfStockError", to: "end" },
        ],
      },
    },
    Notify: {
      start: "at opt credit < 0",
      accepting: ["end"],
      states: {
        "at opt credit < 0": [
          { choose: "opt credit < 0", branch: 0, to: "in credit < 0" },
          { choose: "opt credit < 0", branch: 1, to: "at alt stock available" },
        ],
        "in credit < 0": [
          { step: "opt credit < 0 › OrderService → Notify: warn(customerId)", to: "at alt stock available" },
        ],
        "at alt stock available": [
          { choose: "alt stock available", branch: 0, to: "at alt payment accepted" },
          { choose: "alt stock available", branch: 1, to: "end" },
        ],
        "at alt payment accepted": [
          { choose: "alt stock available › alt payment accepted", branch: 0, to: "in payment accepted" },
          { choose: "alt stock available › alt payment accepted", branch: 1, to: "end" },
        ],
        "in payment accepted": [
          {
            step: "alt stock available › alt payment accepted › par / else › OrderService → Notify: sendReceipt(orderId)",
            to: "end",
          },
        ],
        end: [],
      },
    },
  },
  policies: [
    {
      kind: "delivery",
      guarantee: "at-least-once",
      line: 12,
      text: "At-least-once delivery",
      at: { participants: ["OrderService"] },
    },
    {
      kind: "retry",
      retriesMax: 3,
      delayMs: 1000,
      line: 13,
      text: "Retry up to 3 times with 1s backoff",
      at: { participants: ["OrderService"] },
    },
    {
      kind: "dead-letter",
      topic: "orders-dlt",
      line: 14,
      text: "Failed messages go to DLQ: orders-dlt",
      at: { participants: ["OrderService"] },
    },
  ],
};
