// Generated from diagrams/회원가입-사가.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { contract } from "seqwright-runtime/contract";
import { describe, test } from "vitest";
import { ChatService } from "./chat-service.handler.ts";
import { CustomerService } from "./customer-service.handler.ts";
import type { UserApiCollaborators, UserServiceCollaborators } from "./ports.gen.ts";
import { protocol } from "./steps.gen.ts";
import { UserApi } from "./user-api.handler.ts";
import { UserService } from "./user-service.handler.ts";

const subject = contract(
  protocol,
  {
    Api: (collaborators: UserApiCollaborators) => new UserApi(collaborators),
    UserService: (collaborators: UserServiceCollaborators) => new UserService(collaborators),
    Chat: () => new ChatService(),
    CustomerSvc: () => new CustomerService(),
  },
  { handlers: import.meta.url },
);

describe("회원가입-사가 › 회원 API", { timeout: 120_000 }, () => {
  test("order: POST /users → register → 202 Accepted", () => subject.order("Api"));
  test("coverage: every arrow and branch at 회원 API is exercised", () => subject.coverage("Api"));
  test("fatal fault: an unrecoverable error at any arrow of 회원 API fails at once", () =>
    subject.fatalFault("Api"));
});

describe("회원가입-사가 › 회원 서비스", { timeout: 120_000 }, () => {
  test("order: register → INSERT users → UserRegistered 이벤트 발행 → 접수 완료 → UserResponse 이벤트 수신 → UPDATE users → …", () =>
    subject.order("UserService"));
  test("coverage: every arrow and branch at 회원 서비스 is exercised", () => subject.coverage("UserService"));
  test("fatal fault: an unrecoverable error at any arrow of 회원 서비스 fails at once", () =>
    subject.fatalFault("UserService"));
});

describe("회원가입-사가 › 채팅 서비스", { timeout: 120_000 }, () => {
  test("order: UserRegistered 이벤트 수신 → 채팅 계정 생성", () => subject.order("Chat"));
  test("coverage: every arrow and branch at 채팅 서비스 is exercised", () => subject.coverage("Chat"));
});

describe("회원가입-사가 › 고객 서비스", { timeout: 120_000 }, () => {
  test("order: UserRegistered 이벤트 수신 → 고객 정보 생성", () => subject.order("CustomerSvc"));
  test("coverage: every arrow and branch at 고객 서비스 is exercised", () => subject.coverage("CustomerSvc"));
});

describe("회원가입-사가 › all components together", { timeout: 120_000 }, () => {
  test("order: POST /users → register → INSERT users → UserRegistered 이벤트 발행 → UserRegistered 이벤트 수신 → 채팅 계정 생성 → …", () =>
    subject.order());
  test("coverage: every arrow and branch is exercised", () => subject.coverage());
  test("bad input: a malformed payload of POST /users is refused and changes nothing", () =>
    subject.badInput());
});
