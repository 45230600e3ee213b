// Generated from diagrams/shopping-cart-forwarder.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  alternative,
  answers,
  argument,
  asks,
  byAnswerTo,
  call,
  component,
  diagramProtocol,
  free,
  from,
  gets,
  initiator,
  promises,
  receives,
  record,
  reply,
  resource,
  sequence,
  sqlText,
  when,
} from "seqwright-runtime/model";
import {
  Row,
  ShoppingCart,
  ShoppingCartConfirmed,
  ShoppingCartFinalized,
  ShoppingCartNotFoundException,
} from "./messages.gen.ts";

/** Every step of diagrams/shopping-cart-forwarder.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "shopping-cart-forwarder",
  source: "diagrams/shopping-cart-forwarder.puml",
  participants: {
    InternalTopic: initiator("Kafka shopping-cart-events"),
    Forwarder: component("ShoppingCartExternalEventForwarder", {
      class: "ShoppingCartExternalEventForwarder",
      handler: "shopping-cart-external-event-forwarder.handler.ts",
      collaborators: { store: "Store", externalTopic: "ExternalTopic" },
    }),
    Store: component("ShoppingCartStore", {
      class: "ShoppingCartStore",
      handler: "shopping-cart-store.handler.ts",
      collaborators: { cartDb: "CartDb" },
    }),
    CartDb: resource("Cart DB (PostgreSQL)", "sql"),
    ExternalTopic: resource("Kafka shopping-carts-external-events", "kafka"),
  },
  steps: [
    call("InternalTopic", "Forwarder", "ShoppingCartConfirmed", {
      text: "ShoppingCartConfirmed 이벤트 수신 {eventId, shoppingCartId, confirmedAt}",
      method: "onShoppingCartConfirmed",
      args: [argument("event", free("event"), ShoppingCartConfirmed)],
    }),
    call("Forwarder", "Store", "findCart(shoppingCartId)", {
      method: "findCart",
      args: [argument("shoppingCartId", from("event.shoppingCartId"), z.string().min(1))],
    }),
    call("Store", "CartDb", "SELECT shopping_carts", {
      text: "SELECT client_id, product_items, total_price FROM shopping_carts WHERE id = {shoppingCartId}",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`SELECT client_id, product_items, total_price FROM shopping_carts WHERE id = ${from("shoppingCartId")}`,
        ),
      ],
      readOnly: true,
    }),
    alternative(
      when(
        "장바구니 존재",
        reply("CartDb", "Store", "row", { as: "row", type: Row, encoding: "sql-rows" }),
        reply("Store", "Forwarder", "ShoppingCart", {
          text: "ShoppingCart {clientId, productItems, totalPrice}",
          as: "shoppingCart",
          value: record({
            clientId: from("row.client_id"),
            productItems: from("row.product_items"),
            totalPrice: from("row.total_price"),
          }),
          type: ShoppingCart,
        }),
        call("Forwarder", "ExternalTopic", "ShoppingCartFinalized", {
          text: "ShoppingCartFinalized 이벤트 발행 {shoppingCartId, clientId, productItems, totalPrice, confirmedAt} (key: shoppingCartId)",
          method: "publishShoppingCartFinalized",
          args: [
            argument(
              "event",
              record({
                shoppingCartId: from("event.shoppingCartId"),
                clientId: from("shoppingCart.clientId"),
                productItems: from("shoppingCart.productItems"),
                totalPrice: from("shoppingCart.totalPrice"),
                confirmedAt: from("event.confirmedAt"),
              }),
              ShoppingCartFinalized,
            ),
          ],
        }),
        reply("ExternalTopic", "Forwarder", "발행 완료"),
        reply("Forwarder", "InternalTopic", "처리 완료"),
      ),
      when(
        "장바구니 없음",
        reply("CartDb", "Store", "null", { as: "row", value: null, type: z.null(), encoding: "sql-rows" }),
        reply("Store", "Forwarder", "ShoppingCartNotFoundException", {
          text: 'throw ShoppingCartNotFoundException ("이벤트를 보강할 장바구니가 없습니다")',
          throws: ShoppingCartNotFoundException,
          message: "이벤트를 보강할 장바구니가 없습니다",
        }),
        reply("Forwarder", "InternalTopic", "ShoppingCartNotFoundException", {
          text: 'throw ShoppingCartNotFoundException ("이벤트를 보강할 장바구니가 없습니다")',
          throws: ShoppingCartNotFoundException,
          message: "이벤트를 보강할 장바구니가 없습니다",
        }),
      ),
    ),
  ],
  orderings: {
    Forwarder: sequence(
      receives("InternalTopic", "ShoppingCartConfirmed"),
      asks("Store", "findCart(shoppingCartId)"),
      alternative(
        byAnswerTo("Forwarder → Store: findCart(shoppingCartId)"),
        when(
          "장바구니 존재",
          gets("Store", "ShoppingCart"),
          asks("ExternalTopic", "ShoppingCartFinalized"),
          gets("ExternalTopic", "발행 완료"),
          answers("InternalTopic", "처리 완료"),
        ),
        when(
          "장바구니 없음",
          gets("Store", "ShoppingCartNotFoundException"),
          answers("InternalTopic", "ShoppingCartNotFoundException"),
        ),
      ),
    ),
    Store: sequence(
      receives("Forwarder", "findCart(shoppingCartId)"),
      asks("CartDb", "SELECT shopping_carts"),
      alternative(
        byAnswerTo("Store → CartDb: SELECT shopping_carts"),
        when("장바구니 존재", gets("CartDb", "row"), answers("Forwarder", "ShoppingCart")),
        when("장바구니 없음", gets("CartDb", "null"), answers("Forwarder", "ShoppingCartNotFoundException")),
      ),
    ),
  },
  policies: [
    promises(
      { participants: ["InternalTopic", "Forwarder"] },
      { kind: "delivery", guarantee: "at-least-once", text: "At-Least-Once 전달 보장", keepers: ["runtime"] },
      { kind: "idempotency", text: "멱등성: eventId 기준 중복 이벤트 무시", keepers: ["runtime"] },
      {
        kind: "key-order",
        key: "shoppingCartId",
        text: "같은 장바구니(shoppingCartId)의 이벤트는 순서 보장",
        keepers: ["runtime"],
      },
      { kind: "retry", retriesMax: 3, text: "실패 시 자동 재시도 (최대 3회)", keepers: ["runtime"] },
      { kind: "dead-letter", text: "Dead Letter Queue로 실패 이벤트 이동", keepers: ["runtime"] },
    ),
    promises(
      { participants: ["Forwarder"], branch: ["alt 장바구니 존재", 1] },
      { kind: "dead-letter", text: "이벤트를 버리지 않고 Dead Letter Queue로 이동", keepers: ["runtime"] },
    ),
  ],
  positions: {
    participants: [6, 7, 8, 9, 10],
    steps: [22, 26, 28, 32, 34, 38, 40, 42, 45, 46, 46],
    fragments: [[31, 44]],
    policies: [15, 16, 17, 18, 19, 48],
  },
});
