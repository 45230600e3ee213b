// Generated from diagrams/workflow-engine.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { contract } from "seqwright-runtime/contract";
import { describe, test } from "vitest";
import { MinioUserEventHandler } from "./minio-user-event-handler.handler.ts";
import type {
  MinioUserEventHandlerCollaborators,
  RequiredActionStoreCollaborators,
  UserJpaRepositoryCollaborators,
} from "./ports.gen.ts";
import { RequiredActionStore } from "./required-action-store.handler.ts";
import { protocol } from "./steps.gen.ts";
import { UserJpaRepository } from "./user-jpa-repository.handler.ts";

const subject = contract(
  protocol,
  {
    Handler: (collaborators: MinioUserEventHandlerCollaborators) => new MinioUserEventHandler(collaborators),
    UserRepo: (collaborators: UserJpaRepositoryCollaborators) => new UserJpaRepository(collaborators),
    ActionStore: (collaborators: RequiredActionStoreCollaborators) => new RequiredActionStore(collaborators),
  },
  { handlers: import.meta.url },
);

describe("workflow-engine › MinioUserEventHandler", { timeout: 120_000 }, () => {
  test("order: eventToEntity → persistUser → addMinioUserCompletable → (return) → minioAddUserCompletableFuture → updateTask → …", () =>
    subject.order("Handler"));
  test("coverage: every arrow and branch at MinioUserEventHandler is exercised", () =>
    subject.coverage("Handler"));
  test("fatal fault: an unrecoverable error at any arrow of MinioUserEventHandler fails at once", () =>
    subject.fatalFault("Handler"));
});

describe("workflow-engine › UserJpaRepository", { timeout: 120_000 }, () => {
  test("order: persistUser → INSERT UserEntity, EventLog → addRegisterAction → persistedEntity → updateUser → UPDATE UserEntity", () =>
    subject.order("UserRepo"));
  test("coverage: every arrow and branch at UserJpaRepository is exercised", () =>
    subject.coverage("UserRepo"));
  test("fatal fault: an unrecoverable error at any arrow of UserJpaRepository fails at once", () =>
    subject.fatalFault("UserRepo"));
});

describe("workflow-engine › RequiredActionStore", { timeout: 120_000 }, () => {
  test("order: addRegisterAction → INSERT RequiredAction → updateTask → UPDATE RequiredAction → updateTask → UPDATE RequiredAction", () =>
    subject.order("ActionStore"));
  test("coverage: every arrow and branch at RequiredActionStore is exercised", () =>
    subject.coverage("ActionStore"));
  test("fatal fault: an unrecoverable error at any arrow of RequiredActionStore fails at once", () =>
    subject.fatalFault("ActionStore"));
});

describe("workflow-engine › all components together", { timeout: 120_000 }, () => {
  test("order: eventToEntity → persistUser → INSERT UserEntity, EventLog → addRegisterAction → INSERT RequiredAction → addMinioUserCompletable → …", () =>
    subject.order());
  test("coverage: every arrow and branch is exercised", () => subject.coverage());
  test("bad input: a malformed payload of eventToEntity is refused and changes nothing", () =>
    subject.badInput());
});
