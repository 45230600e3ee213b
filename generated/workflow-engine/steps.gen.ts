// Generated from diagrams/workflow-engine.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, free, from, literal, z } from "seqwright-runtime";
import { UserEntity, UserRegistered } from "./messages.gen.ts";

/** Every step of diagrams/workflow-engine.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = {
  name: "workflow-engine",
  source: "diagrams/workflow-engine.puml",
  participants: {
    KafkaListener: { role: "initiator", label: "KafkaListener", line: 4 },
    Handler: {
      role: "component",
      label: "MinioUserEventHandler",
      line: 5,
      class: "MinioUserEventHandler",
      handler: "minio-user-event-handler.handler.ts",
      collaborators: { userRepo: "UserRepo", minioSvc: "MinioSvc", actionStore: "ActionStore" },
      background: true,
    },
    UserRepo: {
      role: "component",
      label: "UserJpaRepository",
      line: 6,
      class: "UserJpaRepository",
      handler: "user-jpa-repository.handler.ts",
      collaborators: { db: "DB", actionStore: "ActionStore" },
      background: false,
    },
    ActionStore: {
      role: "component",
      label: "RequiredActionStore",
      line: 7,
      class: "RequiredActionStore",
      handler: "required-action-store.handler.ts",
      collaborators: { db: "DB" },
      background: false,
    },
    MinioSvc: { role: "resource", label: "MinioAccountService", line: 8, kind: "s3" },
    DB: { role: "resource", label: "DB", line: 9, kind: "sql" },
  },
  steps: {
    "KafkaListener → Handler: eventToEntity(event, ack)": {
      kind: "call",
      line: 10,
      text: "eventToEntity(event, ack)",
      from: "KafkaListener",
      to: "Handler",
      within: [],
      method: "eventToEntity",
      args: [
        { name: "event", value: free("event"), schema: UserRegistered },
        { name: "ack", value: free("ack"), port: "KafkaListener" },
      ],
      waits: true,
      readOnly: false,
    },
    "Handler → UserRepo: persistUser(entity)": {
      kind: "call",
      line: 13,
      text: "persistUser(entity)",
      from: "Handler",
      to: "UserRepo",
      within: [],
      method: "persistUser",
      args: [{ name: "entity", value: free("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "UserRepo → DB: INSERT UserEntity, EventLog": {
      kind: "call",
      line: 15,
      text: "INSERT UserEntity, EventLog",
      from: "UserRepo",
      to: "DB",
      within: [],
      method: "insertUserAndEventLog",
      args: [{ name: "entity", value: from("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "UserRepo → ActionStore: addRegisterAction(entity)": {
      kind: "call",
      line: 16,
      text: "addRegisterAction(entity)",
      from: "UserRepo",
      to: "ActionStore",
      within: [],
      method: "addRegisterAction",
      args: [{ name: "entity", value: from("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "ActionStore → DB: INSERT RequiredAction(s)": {
      kind: "call",
      line: 18,
      text: "INSERT RequiredAction(s)",
      from: "ActionStore",
      to: "DB",
      within: [],
      method: "insertRequiredActions",
      args: [{ name: "entity", value: from("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "UserRepo → Handler: persistedEntity": {
      kind: "reply",
      line: 20,
      text: "persistedEntity",
      from: "UserRepo",
      to: "Handler",
      within: [],
      answers: "Handler → UserRepo: persistUser(entity)",
      outcome: {
        kind: "returns",
        value: free("persistedEntity"),
        as: "persistedEntity",
        schema: UserEntity,
        encoding: "value",
      },
      decides: [],
    },
    "Handler → Handler: addMinioUserCompletable(entity, ack)": {
      kind: "self",
      line: 23,
      text: "addMinioUserCompletable(entity, ack)",
      from: "Handler",
      to: "Handler",
      within: [],
      method: "addMinioUserCompletable",
      args: [
        { name: "entity", value: from("entity"), schema: UserEntity },
        { name: "ack", value: from("ack"), port: "KafkaListener" },
      ],
    },
    "Handler → KafkaListener: (return)": {
      kind: "reply",
      line: 25,
      text: "(return)",
      from: "Handler",
      to: "KafkaListener",
      within: [],
      answers: "KafkaListener → Handler: eventToEntity(event, ack)",
      outcome: { kind: "nothing" },
      decides: [],
    },
    "loop For each pending action from DB › Handler → MinioSvc: minioAddUserCompletableFuture(entity)": {
      kind: "call",
      line: 29,
      text: "minioAddUserCompletableFuture(entity)",
      from: "Handler",
      to: "MinioSvc",
      within: [["loop For each pending action from DB", 0]],
      method: "minioAddUserCompletableFuture",
      args: [{ name: "entity", value: from("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "loop For each pending action from DB › MinioSvc → Handler: (CompletableFuture<Void>)": {
      kind: "reply",
      line: 31,
      text: "(CompletableFuture<Void>)",
      from: "MinioSvc",
      to: "Handler",
      within: [["loop For each pending action from DB", 0]],
      answers:
        "loop For each pending action from DB › Handler → MinioSvc: minioAddUserCompletableFuture(entity)",
      outcome: { kind: "nothing" },
      decides: [],
    },
    'loop For each pending action from DB › Handler → ActionStore: updateTask(entity, "MINIO_ADD_USER", true)':
      {
        kind: "call",
        line: 33,
        text: 'updateTask(entity, "MINIO_ADD_USER", true)',
        from: "Handler",
        to: "ActionStore",
        within: [["loop For each pending action from DB", 0]],
        method: "updateTask",
        args: [
          { name: "entity", value: from("entity"), schema: UserEntity },
          {
            name: "task",
            value: literal("MINIO_ADD_USER"),
            schema: z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"]),
          },
          { name: "done", value: literal(true), schema: z.boolean() },
        ],
        waits: true,
        readOnly: false,
      },
    "loop For each pending action from DB › ActionStore → DB: UPDATE RequiredAction": {
      kind: "call",
      line: 35,
      text: "UPDATE RequiredAction",
      from: "ActionStore",
      to: "DB",
      within: [["loop For each pending action from DB", 0]],
      method: "updateRequiredAction",
      args: [
        { name: "entity", value: from("entity"), schema: UserEntity },
        { name: "task", value: from("task"), schema: z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"]) },
        { name: "done", value: from("done"), schema: z.boolean() },
      ],
      waits: true,
      readOnly: false,
    },
    "loop For each pending action from DB › Handler → MinioSvc: createObjectPathCompletableFuture(entity)": {
      kind: "call",
      line: 37,
      text: "createObjectPathCompletableFuture(entity)",
      from: "Handler",
      to: "MinioSvc",
      within: [["loop For each pending action from DB", 0]],
      method: "createObjectPathCompletableFuture",
      args: [{ name: "entity", value: from("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "loop For each pending action from DB › MinioSvc → Handler: (CompletableFuture<Void>) #2": {
      kind: "reply",
      line: 39,
      text: "(CompletableFuture<Void>)",
      from: "MinioSvc",
      to: "Handler",
      within: [["loop For each pending action from DB", 0]],
      answers:
        "loop For each pending action from DB › Handler → MinioSvc: createObjectPathCompletableFuture(entity)",
      outcome: { kind: "nothing" },
      decides: [],
    },
    'loop For each pending action from DB › Handler → ActionStore: updateTask(entity, "MINIO_ADD_PATH", true)':
      {
        kind: "call",
        line: 41,
        text: 'updateTask(entity, "MINIO_ADD_PATH", true)',
        from: "Handler",
        to: "ActionStore",
        within: [["loop For each pending action from DB", 0]],
        method: "updateTask",
        args: [
          { name: "entity", value: from("entity"), schema: UserEntity },
          {
            name: "task",
            value: literal("MINIO_ADD_PATH"),
            schema: z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"]),
          },
          { name: "done", value: literal(true), schema: z.boolean() },
        ],
        waits: true,
        readOnly: false,
      },
    "loop For each pending action from DB › ActionStore → DB: UPDATE RequiredAction #2": {
      kind: "call",
      line: 43,
      text: "UPDATE RequiredAction",
      from: "ActionStore",
      to: "DB",
      within: [["loop For each pending action from DB", 0]],
      method: "updateRequiredAction",
      args: [
        { name: "entity", value: from("entity"), schema: UserEntity },
        { name: "task", value: from("task"), schema: z.enum(["MINIO_ADD_USER", "MINIO_ADD_PATH"]) },
        { name: "done", value: from("done"), schema: z.boolean() },
      ],
      waits: true,
      readOnly: false,
    },
    "Handler → UserRepo: updateUser(entity)": {
      kind: "call",
      line: 47,
      text: "updateUser(entity)",
      from: "Handler",
      to: "UserRepo",
      within: [],
      method: "updateUser",
      args: [{ name: "entity", value: from("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "UserRepo → DB: UPDATE UserEntity (e.g., set activate=true)": {
      kind: "call",
      line: 49,
      text: "UPDATE UserEntity (e.g., set activate=true)",
      from: "UserRepo",
      to: "DB",
      within: [],
      method: "updateUserEntity",
      args: [{ name: "entity", value: from("entity"), schema: UserEntity }],
      waits: true,
      readOnly: false,
    },
    "Handler → KafkaListener: ack.acknowledge()": {
      kind: "call",
      line: 51,
      text: "ack.acknowledge()",
      from: "Handler",
      to: "KafkaListener",
      within: [],
      method: "acknowledge",
      receiver: "ack",
      args: [],
      waits: true,
      readOnly: false,
    },
  },
  fragments: {
    "loop For each pending action from DB": {
      operator: "loop",
      line: 28,
      within: [],
      branches: [
        {
          guard: "For each pending action from DB",
          line: 28,
          decisions: [{ component: "Handler", method: "eachPendingActionFromDb", answers: "items" }],
        },
      ],
    },
  },
  orderings: {
    Handler: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [
          {
            step: "KafkaListener → Handler: eventToEntity(event, ack)",
            to: "after receiving eventToEntity(event, ack)",
          },
        ],
        "after receiving eventToEntity(event, ack)": [
          { step: "Handler → UserRepo: persistUser(entity)", to: "after sending persistUser(entity)" },
        ],
        "after sending persistUser(entity)": [
          { step: "UserRepo → Handler: persistedEntity", to: "after answer persistedEntity" },
        ],
        "after answer persistedEntity": [
          {
            step: "Handler → Handler: addMinioUserCompletable(entity, ack)",
            to: "after addMinioUserCompletable(entity, ack)",
          },
        ],
        "after addMinioUserCompletable(entity, ack)": [
          { step: "Handler → KafkaListener: (return)", to: "at loop For each pending action from DB" },
        ],
        "at loop For each pending action from DB": [
          { repeat: "loop For each pending action from DB", to: "in loop For each pending action from DB" },
          { leave: "loop For each pending action from DB", to: "after loop For each pending action from DB" },
        ],
        "in loop For each pending action from DB": [
          {
            step: "loop For each pending action from DB › Handler → MinioSvc: minioAddUserCompletableFuture(entity)",
            to: "after sending minioAddUserCompletableFuture(entity)",
          },
        ],
        "after sending minioAddUserCompletableFuture(entity)": [
          {
            step: "loop For each pending action from DB › MinioSvc → Handler: (CompletableFuture<Void>)",
            to: "after answer (CompletableFuture<Void>)",
          },
        ],
        "after answer (CompletableFuture<Void>)": [
          {
            step: 'loop For each pending action from DB › Handler → ActionStore: updateTask(entity, "MINIO_ADD_USER", true)',
            to: 'after sending updateTask(entity, "MINIO_ADD_USER", true)',
          },
        ],
        'after sending updateTask(entity, "MINIO_ADD_USER", true)': [
          {
            step: "loop For each pending action from DB › Handler → MinioSvc: createObjectPathCompletableFuture(entity)",
            to: "after sending createObjectPathCompletableFuture(entity)",
          },
        ],
        "after sending createObjectPathCompletableFuture(entity)": [
          {
            step: "loop For each pending action from DB › MinioSvc → Handler: (CompletableFuture<Void>) #2",
            to: "after answer (CompletableFuture<Void>) to createObjectPathCompletableFuture(entity)",
          },
        ],
        "after answer (CompletableFuture<Void>) to createObjectPathCompletableFuture(entity)": [
          {
            step: 'loop For each pending action from DB › Handler → ActionStore: updateTask(entity, "MINIO_ADD_PATH", true)',
            to: "at loop For each pending action from DB",
          },
        ],
        "after loop For each pending action from DB": [
          { step: "Handler → UserRepo: updateUser(entity)", to: "after sending updateUser(entity)" },
        ],
        "after sending updateUser(entity)": [
          { step: "Handler → KafkaListener: ack.acknowledge()", to: "end" },
        ],
        end: [],
      },
    },
    UserRepo: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [
          { step: "Handler → UserRepo: persistUser(entity)", to: "after receiving persistUser(entity)" },
        ],
        "after receiving persistUser(entity)": [
          {
            step: "UserRepo → DB: INSERT UserEntity, EventLog",
            to: "after sending INSERT UserEntity, EventLog",
          },
        ],
        "after sending INSERT UserEntity, EventLog": [
          {
            step: "UserRepo → ActionStore: addRegisterAction(entity)",
            to: "after sending addRegisterAction(entity)",
          },
        ],
        "after sending addRegisterAction(entity)": [
          { step: "UserRepo → Handler: persistedEntity", to: "after answering persistedEntity" },
        ],
        "after answering persistedEntity": [
          { step: "Handler → UserRepo: updateUser(entity)", to: "after receiving updateUser(entity)" },
        ],
        "after receiving updateUser(entity)": [
          { step: "UserRepo → DB: UPDATE UserEntity (e.g., set activate=true)", to: "end" },
        ],
        end: [],
      },
    },
    ActionStore: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [
          {
            step: "UserRepo → ActionStore: addRegisterAction(entity)",
            to: "after receiving addRegisterAction(entity)",
          },
        ],
        "after receiving addRegisterAction(entity)": [
          {
            step: "ActionStore → DB: INSERT RequiredAction(s)",
            to: "at loop For each pending action from DB",
          },
        ],
        "at loop For each pending action from DB": [
          { repeat: "loop For each pending action from DB", to: "in loop For each pending action from DB" },
          { leave: "loop For each pending action from DB", to: "end" },
        ],
        "in loop For each pending action from DB": [
          {
            step: 'loop For each pending action from DB › Handler → ActionStore: updateTask(entity, "MINIO_ADD_USER", true)',
            to: 'after receiving updateTask(entity, "MINIO_ADD_USER", true)',
          },
        ],
        'after receiving updateTask(entity, "MINIO_ADD_USER", true)': [
          {
            step: "loop For each pending action from DB › ActionStore → DB: UPDATE RequiredAction",
            to: "after sending UPDATE RequiredAction",
          },
        ],
        "after sending UPDATE RequiredAction": [
          {
            step: 'loop For each pending action from DB › Handler → ActionStore: updateTask(entity, "MINIO_ADD_PATH", true)',
            to: 'after receiving updateTask(entity, "MINIO_ADD_PATH", true)',
          },
        ],
        'after receiving updateTask(entity, "MINIO_ADD_PATH", true)': [
          {
            step: "loop For each pending action from DB › ActionStore → DB: UPDATE RequiredAction #2",
            to: "at loop For each pending action from DB",
          },
        ],
        end: [],
      },
    },
  },
  policies: [
    {
      kind: "transaction",
      line: 12,
      text: "Initialization Transaction (Synchronous)",
      at: { phase: "Initialization Transaction (Synchronous)" },
    },
    {
      kind: "background",
      line: 22,
      text: "Asynchronous Workflow Execution",
      at: { phase: "Asynchronous Workflow Execution" },
    },
    {
      kind: "immediate-return",
      line: 24,
      text: "Returns CompletableFuture immediately.",
      at: { participants: ["Handler"] },
    },
    {
      kind: "immediate-return",
      line: 24,
      text: "KafkaListener thread is now free.",
      at: { participants: ["Handler"] },
    },
    {
      kind: "background",
      line: 27,
      text: "Workflow executes in background thread pool",
      at: { participants: ["Handler"] },
    },
  ],
};
