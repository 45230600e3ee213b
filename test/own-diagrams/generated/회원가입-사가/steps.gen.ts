// Generated from diagrams/회원가입-사가.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  alternative,
  answers,
  argument,
  asks,
  byValue,
  call,
  component,
  diagramProtocol,
  does,
  free,
  from,
  gets,
  initiator,
  isOneOf,
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
import { PostUsersRequest, UserRegistered, UserRegistrationFailed, UserResponse } from "./messages.gen.ts";

/** Every step of diagrams/회원가입-사가.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "회원가입-사가",
  source: "diagrams/회원가입-사가.puml",
  participants: {
    User: initiator("사용자"),
    Api: component("회원 API", {
      class: "UserApi",
      handler: "user-api.handler.ts",
      collaborators: { userService: "UserService" },
    }),
    UserService: component("회원 서비스", {
      class: "UserService",
      handler: "user-service.handler.ts",
      collaborators: { db: "DB", events: "Events" },
    }),
    DB: resource("회원 DB", "sql"),
    Events: resource("user-events", "kafka"),
    Chat: component("채팅 서비스", { class: "ChatService", handler: "chat-service.handler.ts" }),
    CustomerSvc: component("고객 서비스", {
      class: "CustomerService",
      handler: "customer-service.handler.ts",
    }),
  },
  steps: [
    call("User", "Api", "POST /users", {
      text: "POST /users {userId, email, userName}",
      method: "postUsers",
      args: [argument("body", free("body"), PostUsersRequest)],
    }),
    call("Api", "UserService", "register(userId, email, userName)", {
      method: "register",
      args: [
        argument("userId", from("body.userId"), z.string().min(1)),
        argument("email", from("body.email"), z.email()),
        argument("userName", from("body.userName"), z.string()),
      ],
    }),
    call("UserService", "DB", "INSERT users", {
      text: "INSERT INTO users (user_id, email, user_name, status) VALUES (?, ?, ?, 'PENDING')",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`INSERT INTO users (user_id, email, user_name, status) VALUES (${from("userId")}, ${from("email")}, ${from("userName")}, 'PENDING')`,
        ),
      ],
    }),
    reply("DB", "UserService", "저장 완료"),
    call("UserService", "Events", "UserRegistered", {
      text: "UserRegistered 이벤트 발행 {userId, email}",
      method: "publishUserRegistered",
      args: [argument("event", record({ userId: from("userId"), email: from("email") }), UserRegistered)],
      waits: false,
    }),
    reply("UserService", "Api", "접수 완료"),
    reply("Api", "User", "202 Accepted", {
      text: '202 Accepted {"status": "PENDING"}',
      as: "response",
      value: record({ status: 202, body: record({ status: "PENDING" }) }),
      type: z.object({ status: z.literal(202), body: z.object({ status: z.literal("PENDING") }) }),
    }),
    parallel(
      when(
        "채팅",
        call("Events", "Chat", "UserRegistered", {
          text: "UserRegistered 이벤트 수신 {userId, email}",
          method: "onUserRegistered",
          args: [argument("event", free("event"), UserRegistered)],
        }),
        call("Chat", "Chat", "채팅 계정 생성", {
          method: "createChatAccount",
          args: [argument("event", from("event"), UserRegistered)],
        }),
      ),
      when(
        "고객",
        call("Events", "CustomerSvc", "UserRegistered", {
          text: "UserRegistered 이벤트 수신 {userId, email}",
          method: "onUserRegistered",
          args: [argument("event", free("event"), UserRegistered)],
        }),
        call("CustomerSvc", "CustomerSvc", "고객 정보 생성", {
          method: "createCustomer",
          args: [argument("event", from("event"), UserRegistered)],
        }),
      ),
    ),
    call("Events", "UserService", "UserResponse", {
      text: "UserResponse 이벤트 수신 {userId, serviceName, result}",
      method: "onUserResponse",
      args: [argument("event", free("event"), UserResponse)],
      decides: [{ fragment: "alt result = SUCCESS", name: "result", field: "event.result" }],
    }),
    alternative(
      when(
        { guard: "result = SUCCESS", if: isOneOf("result", "SUCCESS") },
        call("UserService", "DB", "UPDATE users", {
          text: "UPDATE users SET status = 'ACTIVE' WHERE user_id = ?",
          method: "query",
          args: [
            argument(
              "statement",
              sqlText`UPDATE users SET status = 'ACTIVE' WHERE user_id = ${from("event.userId")}`,
            ),
          ],
        }),
        reply("DB", "UserService", "완료"),
      ),
      when(
        { guard: "result = FAIL", if: isOneOf("result", "FAIL") },
        call("UserService", "DB", "UPDATE users", {
          text: "UPDATE users SET status = 'FAILED' WHERE user_id = ?",
          method: "query",
          args: [
            argument(
              "statement",
              sqlText`UPDATE users SET status = 'FAILED' WHERE user_id = ${from("event.userId")}`,
            ),
          ],
        }),
        reply("DB", "UserService", "완료"),
        call("UserService", "Events", "UserRegistrationFailed", {
          text: "UserRegistrationFailed 이벤트 발행 {userId}",
          method: "publishUserRegistrationFailed",
          args: [argument("event", record({ userId: from("event.userId") }), UserRegistrationFailed)],
          waits: false,
        }),
      ),
    ),
    reply("UserService", "Events", "처리 완료"),
  ],
  orderings: {
    Api: sequence(
      receives("User", "POST /users"),
      asks("UserService", "register(userId, email, userName)"),
      gets("UserService", "접수 완료"),
      answers("User", "202 Accepted"),
    ),
    UserService: sequence(
      receives("Api", "register(userId, email, userName)"),
      asks("DB", "INSERT users"),
      gets("DB", "저장 완료"),
      tells("Events", "UserRegistered"),
      answers("Api", "접수 완료"),
      receives("Events", "UserResponse"),
      alternative(
        byValue("event.result"),
        when("result = SUCCESS", asks("DB", "UPDATE users"), gets("DB", "완료")),
        when(
          "result = FAIL",
          asks("DB", "UPDATE users"),
          gets("DB", "완료"),
          tells("Events", "UserRegistrationFailed"),
        ),
      ),
      answers("Events", "처리 완료"),
    ),
    Chat: sequence(
      parallel(when("채팅", receives("Events", "UserRegistered"), does("채팅 계정 생성")), when("고객")),
    ),
    CustomerSvc: sequence(
      parallel(when("채팅"), when("고객", receives("Events", "UserRegistered"), does("고객 정보 생성"))),
    ),
  },
  policies: [
    promises(
      { participants: ["UserService", "DB", "Events"] },
      { kind: "delivery", guarantee: "at-least-once", text: "At-Least-Once 전달 보장", keepers: ["runtime"] },
      { kind: "idempotency", text: "멱등성 처리", keepers: ["runtime"] },
      { kind: "retry", retriesMax: 3, text: "실패 시 자동 재시도 (최대 3회)", keepers: ["runtime"] },
      { kind: "compensation", pairs: [], text: "실패 시 보상 트랜잭션 수행", keepers: [] },
    ),
  ],
  positions: {
    participants: [4, 5, 6, 7, 8, 9, 10],
    steps: [12, 14, 16, 17, 18, 19, 21, 26, 27, 29, 30, 34, 37, 38, 40, 41, 42, 44],
    fragments: [
      [25, 28],
      [36, 39],
    ],
    policies: [49, 50, 51, 52],
  },
});
