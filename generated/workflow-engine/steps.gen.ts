// Generated from diagrams/workflow-engine.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  answers,
  argument,
  asks,
  byCall,
  call,
  component,
  diagramProtocol,
  does,
  free,
  from,
  gets,
  goesThrough,
  initiator,
  loop,
  port,
  promises,
  receives,
  reply,
  resource,
  sequence,
} from "seqwright-runtime/model";
import { UserEntity, UserRegistered } from "./messages.gen.ts";

/** Every step of diagrams/workflow-engine.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "workflow-engine",
  source: "diagrams/workflow-engine.puml",
  participants: {
    KafkaListener: initiator("KafkaListener"),
    Handler: component("MinioUserEventHandler", {
      class: "MinioUserEventHandler",
      handler: "minio-user-event-handler.handler.ts",
      collaborators: { userRepo: "UserRepo", minioSvc: "MinioSvc", actionStore: "ActionStore" },
      background: true,
    }),
    UserRepo: component("UserJpaRepository", {
      class: "UserJpaRepository",
      handler: "user-jpa-repository.handler.ts",
      collaborators: { db: "DB", actionStore: "ActionStore" },
    }),
    ActionStore: component("RequiredActionStore", {
      class: "RequiredActionStore",
      handler: "required-action-store.handler.ts",
      collaborators: { db: "DB" },
    }),
    MinioSvc: resource("MinioAccountService", "s3"),
    DB: resource("DB", "sql"),
  },
  steps: [
    call("KafkaListener", "Handler", "eventToEntity(event, ack)", {
      method: "eventToEntity",
      args: [
        argument("event", free("event"), UserRegistered),
        argument("ack", free("ack"), port("KafkaListener")),
      ],
    }),
    call("Handler", "UserRepo", "persistUser(entity)", {
      method: "persistUser",
      args: [argument("entity", free("entity"), UserEntity)],
    }),
    call("UserRepo", "DB", "INSERT UserEntity, EventLog", {
      method: "insertUserAndEventLog",
      args: [argument("entity", from("entity"), UserEntity)],
    }),
    call("UserRepo", "ActionStore", "addRegisterAction(entity)", {
      method: "addRegisterAction",
      args: [argument("entity", from("entity"), UserEntity)],
    }),
    call("ActionStore", "DB", "INSERT RequiredAction(s)", {
      method: "insertRequiredActions",
      args: [argument("entity", from("entity"), UserEntity)],
    }),
    reply("UserRepo", "Handler", "persistedEntity", { as: "persistedEntity", type: UserEntity }),
    call("Handler", "Handler", "addMinioUserCompletable(entity, ack)", {
      method: "addMinioUserCompletable",
      args: [
        argument("entity", from("entity"), UserEntity),
        argument("ack", from("ack"), port("KafkaListener")),
      ],
    }),
    reply("Handler", "KafkaListener", "(return)"),
    loop(
      "For each pending action from DB",
      call("Handler", "MinioSvc", "minioAddUserCompletableFuture(entity)", {
        method: "minioAddUserCompletableFuture",
        args: [argument("entity", from("entity"), UserEntity)],
      }),
      reply("MinioSvc", "Handler", "(CompletableFuture<Void>)"),
      call("Handler", "ActionStore", 'updateTask(entity, "MINIO_ADD_USER", true)', {
        method: "updateTask",
        args: [
          argument("entity", from("entity"), UserEntity),
          argument("task", "MINIO_ADD_USER", z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"])),
          argument("done", true, z.boolean()),
        ],
      }),
      call("ActionStore", "DB", "UPDATE RequiredAction", {
        method: "updateRequiredAction",
        args: [
          argument("entity", from("entity"), UserEntity),
          argument("task", from("task"), z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"])),
          argument("done", from("done"), z.boolean()),
        ],
      }),
      call("Handler", "MinioSvc", "createObjectPathCompletableFuture(entity)", {
        method: "createObjectPathCompletableFuture",
        args: [argument("entity", from("entity"), UserEntity)],
      }),
      reply("MinioSvc", "Handler", "(CompletableFuture<Void>) #2", { text: "(CompletableFuture<Void>)" }),
      call("Handler", "ActionStore", 'updateTask(entity, "MINIO_ADD_PATH", true)', {
        method: "updateTask",
        args: [
          argument("entity", from("entity"), UserEntity),
          argument("task", "MINIO_ADD_PATH", z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"])),
          argument("done", true, z.boolean()),
        ],
      }),
      call("ActionStore", "DB", "UPDATE RequiredAction #2", {
        text: "UPDATE RequiredAction",
        method: "updateRequiredAction",
        args: [
          argument("entity", from("entity"), UserEntity),
          argument("task", from("task"), z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"])),
          argument("done", from("done"), z.boolean()),
        ],
      }),
    ),
    call("Handler", "UserRepo", "updateUser(entity)", {
      method: "updateUser",
      args: [argument("entity", from("entity"), UserEntity)],
    }),
    call("UserRepo", "DB", "UPDATE UserEntity (e.g., set activate=true)", {
      method: "updateUserEntity",
      args: [argument("entity", from("entity"), UserEntity)],
    }),
    call("Handler", "KafkaListener", "ack.acknowledge()", { receiver: "ack", method: "acknowledge" }),
  ],
  orderings: {
    Handler: sequence(
      receives("KafkaListener", "eventToEntity(event, ack)"),
      asks("UserRepo", "persistUser(entity)"),
      gets("UserRepo", "persistedEntity"),
      does("addMinioUserCompletable(entity, ack)"),
      answers("KafkaListener", "(return)"),
      loop(
        "For each pending action from DB",
        goesThrough("eachPendingActionFromDb"),
        asks("MinioSvc", "minioAddUserCompletableFuture(entity)"),
        gets("MinioSvc", "(CompletableFuture<Void>)"),
        asks("ActionStore", 'updateTask(entity, "MINIO_ADD_USER", true)'),
        asks("MinioSvc", "createObjectPathCompletableFuture(entity)"),
        gets("MinioSvc", "(CompletableFuture<Void>) #2"),
        asks("ActionStore", 'updateTask(entity, "MINIO_ADD_PATH", true)'),
      ),
      asks("UserRepo", "updateUser(entity)"),
      asks("KafkaListener", "ack.acknowledge()"),
    ),
    UserRepo: sequence(
      receives("Handler", "persistUser(entity)"),
      asks("DB", "INSERT UserEntity, EventLog"),
      asks("ActionStore", "addRegisterAction(entity)"),
      answers("Handler", "persistedEntity"),
      receives("Handler", "updateUser(entity)"),
      asks("DB", "UPDATE UserEntity (e.g., set activate=true)"),
    ),
    ActionStore: sequence(
      receives("UserRepo", "addRegisterAction(entity)"),
      asks("DB", "INSERT RequiredAction(s)"),
      loop(
        "For each pending action from DB",
        byCall(),
        receives("Handler", 'updateTask(entity, "MINIO_ADD_USER", true)'),
        asks("DB", "UPDATE RequiredAction"),
        receives("Handler", 'updateTask(entity, "MINIO_ADD_PATH", true)'),
        asks("DB", "UPDATE RequiredAction #2"),
      ),
    ),
  },
  policies: [
    promises(
      { phase: "Initialization Transaction (Synchronous)" },
      {
        kind: "transaction",
        text: "Initialization Transaction (Synchronous)",
        keepers: ["runtime", "atomicity"],
      },
    ),
    promises(
      { phase: "Asynchronous Workflow Execution" },
      { kind: "background", text: "Asynchronous Workflow Execution", keepers: ["runtime"] },
    ),
    promises(
      { participants: ["Handler"] },
      { kind: "immediate-return", text: "Returns CompletableFuture immediately.", keepers: ["order"] },
      { kind: "immediate-return", text: "KafkaListener thread is now free.", keepers: ["order"] },
      { kind: "background", text: "Workflow executes in background thread pool", keepers: ["runtime"] },
    ),
  ],
  transactions: [
    {
      component: "UserRepo",
      database: "DB",
      text: "Initialization Transaction (Synchronous)",
      steps: [
        "UserRepo → DB: INSERT UserEntity, EventLog",
        "UserRepo → ActionStore: addRegisterAction(entity)",
      ],
    },
  ],
  positions: {
    participants: [4, 5, 6, 7, 8, 9],
    steps: [10, 13, 15, 16, 18, 20, 23, 25, 29, 31, 33, 35, 37, 39, 41, 43, 47, 49, 51],
    fragments: [[28]],
    policies: [12, 22, 24, 24, 27],
    transactions: [12],
  },
});
