import { expect, test } from "vitest";
import type { Meaning, Shape } from "../../../generator/text/model.ts";
import type { MessageContext } from "../../../generator/text/messages/message-context.ts";
import { understandMessage } from "../../../generator/text/messages/understand-message.ts";
import { sqlParser } from "../../support/sql-parser.ts";
import { drawn, textOf } from "./texts.ts";

type Direction = MessageContext["direction"];
type Expected = { readonly kind: Meaning["kind"] } & Readonly<Record<string, unknown>>;

const understood = (label: string, direction: Direction): Meaning =>
  understandMessage(textOf(label), { direction, sql: sqlParser });

/** Expectations leave out an empty caption and empty details. */
const complete = (expected: Expected): Expected => ({ caption: "", details: [], ...expected });

const unknown: Shape = { kind: "unknown" };
const literal = (value: string | number | boolean): Shape => ({ kind: "literal", value, example: false });
const quoted = (value: string): Shape => ({ kind: "literal", value, example: false, quoted: true });
const uri = (value: string): Shape => ({
  kind: "literal",
  value,
  example: true,
  quoted: true,
  format: "uri",
});
const string: Shape = { kind: "scalar", type: "string" };
const record = (fields: Readonly<Record<string, Shape>>): Shape => ({
  kind: "record",
  fields: Object.entries(fields).map(([name, shape]) => ({ name, shape, optional: false })),
  open: false,
});
const name = (given: string): unknown => ({ kind: "name", name: given });
const value = (given: string | number | boolean): unknown => ({ kind: "literal", value: given });
const call = (called: string, args: readonly unknown[], receiver?: string): Expected => ({
  kind: "call",
  receiver,
  name: called,
  args,
  returns: undefined,
});
const writing = (verb: string, table: string): Readonly<Record<string, unknown>> => ({
  verb,
  tables: [table],
  writes: [table],
  answer: "count",
  columns: [],
  kinds: [],
  everyRow: false,
});
const ok = { kind: "http-response", status: 200, reason: "OK", body: undefined } as const;
const images = {
  simple: uri("https://cdn.../simple.png"),
  fancy: uri("https://cdn.../fancy.png"),
  trendy: uri("https://cdn.../trendy.png"),
};

const ours: readonly (readonly [string, Direction, Expected])[] = [
  [
    "GET /api/content/jobs/{jobId}/status",
    "request",
    {
      kind: "http-request",
      method: "GET",
      path: ["/api/content/jobs/", "jobId", "/status"],
      query: [],
      body: undefined,
    },
  ],
  ["getJobStatus(jobId)", "request", call("getJobStatus", [name("jobId")])],
  [
    "Job 상태 조회\nKey: job:{jobId}",
    "request",
    { kind: "redis-key", key: ["job:", "jobId", ""], access: "read", caption: "Job 상태 조회" },
  ],
  [
    "Job 데이터\n{status, eventDraftId,\ntype, createdAt}",
    "reply",
    {
      kind: "data",
      name: undefined,
      shape: record({ status: unknown, eventDraftId: unknown, type: unknown, createdAt: unknown }),
      caption: "Job 데이터",
    },
  ],
  [
    "이미지 URL 조회\nKey: content:image:{eventDraftId}",
    "request",
    {
      kind: "redis-key",
      key: ["content:image:", "eventDraftId", ""],
      access: "read",
      caption: "이미지 URL 조회",
    },
  ],
  [
    "이미지 URL\n{simple, fancy, trendy}",
    "reply",
    {
      kind: "data",
      name: undefined,
      shape: record({ simple: unknown, fancy: unknown, trendy: unknown }),
      caption: "이미지 URL",
    },
  ],
  [
    "JobStatusResponse\n{jobId, status: COMPLETED,\nimageUrls: {...}}",
    "reply",
    {
      kind: "data",
      name: "JobStatusResponse",
      shape: record({ jobId: unknown, status: literal("COMPLETED"), imageUrls: unknown }),
    },
  ],
  [
    "JobStatusResponse\n{status: COMPLETED, imageUrls}",
    "reply",
    {
      kind: "data",
      name: "JobStatusResponse",
      shape: record({ status: literal("COMPLETED"), imageUrls: unknown }),
    },
  ],
  [
    '200 OK\n{"status": "COMPLETED",\n"imageUrls": {\n "simple": "https://cdn.../simple.png",\n "fancy": "https://cdn.../fancy.png",\n "trendy": "https://cdn.../trendy.png"\n}}',
    "reply",
    { ...ok, body: record({ status: quoted("COMPLETED"), imageUrls: record(images) }) },
  ],
  ["200 OK\n이미지 URL 반환", "reply", { ...ok, caption: "이미지 URL 반환" }],
  [
    "JobStatusResponse\n{jobId, status: PROCESSING}",
    "reply",
    {
      kind: "data",
      name: "JobStatusResponse",
      shape: record({ jobId: unknown, status: literal("PROCESSING") }),
    },
  ],
  [
    "JobStatusResponse\n{status: PROCESSING}",
    "reply",
    { kind: "data", name: "JobStatusResponse", shape: record({ status: literal("PROCESSING") }) },
  ],
  [
    '200 OK\n{"status": "PROCESSING",\n"message": "이미지 생성 중입니다"}',
    "reply",
    { ...ok, body: record({ status: quoted("PROCESSING"), message: quoted("이미지 생성 중입니다") }) },
  ],
  ["200 OK\n진행 중 상태", "reply", { ...ok, caption: "진행 중 상태" }],
  [
    "에러 정보 조회\nKey: job:{jobId}:error",
    "request",
    { kind: "redis-key", key: ["job:", "jobId", ":error"], access: "read", caption: "에러 정보 조회" },
  ],
  ["에러 메시지", "reply", { kind: "prose", caption: "에러 메시지" }],
  [
    "JobStatusResponse\n{jobId, status: FAILED, error}",
    "reply",
    {
      kind: "data",
      name: "JobStatusResponse",
      shape: record({ jobId: unknown, status: literal("FAILED"), error: unknown }),
    },
  ],
  [
    "JobStatusResponse\n{status: FAILED, error}",
    "reply",
    { kind: "data", name: "JobStatusResponse", shape: record({ status: literal("FAILED"), error: unknown }) },
  ],
  [
    '200 OK\n{"status": "FAILED",\n"error": "이미지 생성 실패",\n"message": "다시 시도해주세요"}',
    "reply",
    {
      ...ok,
      body: record({
        status: quoted("FAILED"),
        error: quoted("이미지 생성 실패"),
        message: quoted("다시 시도해주세요"),
      }),
    },
  ],
  ["200 OK\n실패 상태", "reply", { ...ok, caption: "실패 상태" }],
  ["null (캐시 미스)", "reply", { kind: "nothing", caption: "캐시 미스" }],
  [
    'throw NotFoundException\n("Job을 찾을 수 없습니다")',
    "reply",
    { kind: "throw", error: "NotFoundException", message: "Job을 찾을 수 없습니다" },
  ],
  ["NotFoundException", "reply", { kind: "throw", error: "NotFoundException", message: undefined }],
  [
    '404 Not Found\n{"code": "JOB_001",\n"message": "Job을 찾을 수 없습니다"}',
    "reply",
    {
      kind: "http-response",
      status: 404,
      reason: "Not Found",
      body: record({ code: quoted("JOB_001"), message: quoted("Job을 찾을 수 없습니다") }),
    },
  ],
  ["404 Not Found", "reply", { kind: "http-response", status: 404, reason: "Not Found", body: undefined }],
  [
    "ContentCreated 이벤트 수신\n{jobId, eventDraftId, imageUrls}",
    "request",
    {
      kind: "event",
      name: "ContentCreated",
      fields: record({ jobId: unknown, eventDraftId: unknown, imageUrls: unknown }),
      caption: "ContentCreated 이벤트 수신",
    },
  ],
  [
    "이벤트 검증\n- eventDraftId 유효성\n- imageUrls 존재 여부",
    "request",
    { kind: "prose", caption: "이벤트 검증", details: ["eventDraftId 유효성", "imageUrls 존재 여부"] },
  ],
  [
    "updateContentImages(eventDraftId, imageUrls)",
    "request",
    call("updateContentImages", [name("eventDraftId"), name("imageUrls")]),
  ],
  [
    "이벤트 초안 업데이트\nUPDATE event_drafts\nSET content_images = ?,\n updated_at = NOW()\nWHERE event_draft_id = ?",
    "request",
    {
      kind: "sql",
      ...writing("update", "event_drafts"),
      chunks: [
        "UPDATE event_drafts SET content_images = ",
        ", updated_at = NOW() WHERE event_draft_id = ",
        "",
      ],
      parameters: [
        { column: "content_images", name: undefined, isList: false },
        { column: "event_draft_id", name: undefined, isList: false },
      ],
      caption: "이벤트 초안 업데이트",
    },
  ],
  ["업데이트 완료", "reply", { kind: "prose", caption: "업데이트 완료" }],
  ["저장 완료", "reply", { kind: "prose", caption: "저장 완료" }],
  [
    "이벤트 초안 캐시 무효화\nDEL event:draft:{eventDraftId}",
    "request",
    {
      kind: "redis",
      command: "DEL",
      key: ["event:draft:", "eventDraftId", ""],
      rest: [],
      caption: "이벤트 초안 캐시 무효화",
    },
  ],
  ["삭제 완료", "reply", { kind: "prose", caption: "삭제 완료" }],
  ["처리 완료", "reply", { kind: "prose", caption: "처리 완료" }],
  ["eventToEntity(event, ack)", "request", call("eventToEntity", [name("event"), name("ack")])],
  ["persistUser(entity)", "request", call("persistUser", [name("entity")])],
  [
    "INSERT UserEntity, EventLog",
    "request",
    { kind: "sql-intent", verb: "insert", entities: ["UserEntity", "EventLog"] },
  ],
  ["addRegisterAction(entity)", "request", call("addRegisterAction", [name("entity")])],
  [
    "INSERT RequiredAction(s)",
    "request",
    { kind: "sql-intent", verb: "insert", entities: ["RequiredAction"] },
  ],
  ["persistedEntity", "reply", { kind: "name", name: "persistedEntity" }],
  [
    "addMinioUserCompletable(entity, ack)",
    "request",
    call("addMinioUserCompletable", [name("entity"), name("ack")]),
  ],
  ["(return)", "reply", { kind: "return-type", text: "return", asynchronous: false, shape: undefined }],
  [
    "minioAddUserCompletableFuture(entity)",
    "request",
    call("minioAddUserCompletableFuture", [name("entity")]),
  ],
  [
    "(CompletableFuture<Void>)",
    "reply",
    { kind: "return-type", text: "CompletableFuture<Void>", asynchronous: true, shape: undefined },
  ],
  [
    'updateTask(entity, "MINIO_ADD_USER", true)',
    "request",
    call("updateTask", [name("entity"), value("MINIO_ADD_USER"), value(true)]),
  ],
  ["UPDATE RequiredAction", "request", { kind: "sql-intent", verb: "update", entities: ["RequiredAction"] }],
  [
    "createObjectPathCompletableFuture(entity)",
    "request",
    call("createObjectPathCompletableFuture", [name("entity")]),
  ],
  [
    'updateTask(entity, "MINIO_ADD_PATH", true)',
    "request",
    call("updateTask", [name("entity"), value("MINIO_ADD_PATH"), value(true)]),
  ],
  ["updateUser(entity)", "request", call("updateUser", [name("entity")])],
  [
    "UPDATE UserEntity (e.g., set activate=true)",
    "request",
    { kind: "sql-intent", verb: "update", entities: ["UserEntity"], caption: "e.g., set activate=true" },
  ],
  ["ack.acknowledge()", "request", call("acknowledge", [], "ack")],
];

test.each(ours)("our diagrams say: %s", (label, direction, expected) => {
  expect(understood(label, direction)).toEqual(complete(expected));
});

test("the table covers every message of our diagrams", () => {
  expect(ours.map(([label]) => label).toSorted()).toEqual(drawn.messages.toSorted());
});

const calls: readonly (readonly [string, Expected])[] = [
  [
    "find(id: string): User",
    {
      ...call("find", [{ kind: "name", name: "id", shape: string }]),
      returns: { kind: "named", name: "User" },
    },
  ],
  [
    "save(Order order, List<Item> items)",
    call("save", [
      { kind: "name", name: "order", shape: { kind: "named", name: "Order" } },
      { kind: "name", name: "items", shape: { kind: "list", element: { kind: "named", name: "Item" } } },
    ]),
  ],
  [
    "send(build(a, b), -1.5, null)",
    call("send", [
      { kind: "expression", text: "build(a, b)" },
      { kind: "literal", value: -1.5 },
      { kind: "literal", value: null },
    ]),
  ],
  [
    "proceed(continue = true)\npayee state => finalizing",
    {
      ...call("proceed", [{ kind: "name", name: "continue", shape: literal(true), value: true }]),
      caption: "payee state => finalizing",
    },
  ],
  [
    "주문 생성\ncreateOrder(cmd,\n userId)",
    { ...call("createOrder", [name("cmd"), name("userId")]), caption: "주문 생성" },
  ],
  ["주문생성(orderId)", call("주문생성", [name("orderId")])],
  ["repo.users.find(user.id)", call("find", [{ kind: "expression", text: "user.id" }], "repo.users")],
  ["**run()**", call("run", [])],
  [
    "注文を保存(order): boolean",
    { ...call("注文を保存", [name("order")]), returns: { kind: "scalar", type: "boolean" } },
  ],
];

test.each(calls)("call: %s", (label, expected) => {
  expect(understood(label, "request")).toEqual(complete(expected));
});

const prose: readonly (readonly [string, Direction])[] = [
  ["결제(PG사 승인 요청)", "request"],
  ["알림발송(이메일)", "request"],
  ["HTTP(S) Forward", "request"],
  ["RequiredAction(s)", "request"],
  ["Request for User approval (optional))", "request"],
  ["request aas for {globalAssetId}", "request"],
  ["update user status", "request"],
  ["delete from the list what is old", "request"],
  ["select the best offer from all", "request"],
  ["UPDATE the user", "request"],
  ["200 items imported", "reply"],
  ["404 errors were found", "reply"],
  ["Kafka 이벤트 수신", "request"],
  ["Publish to order-events topic", "request"],
  ["GET ready", "request"],
  ["GET {authorization_endpoint}", "request"],
  ['async[1] request(POST, "/x", {success: true})', "request"],
  ["Abfrage der Daten zu Event(EventID)", "request"],
  ["TTL 1시간", "request"],
  ["[Warning] something", "request"],
  ["ok", "reply"],
  ["동의", "reply"],
  ["{if the user is known, skip}", "request"],
  ["", "request"],
];

test.each(prose)("prose stays prose: %s", (label, direction) => {
  expect(understood(label, direction).kind).toBe("prose");
});

const others: readonly (readonly [string, Direction, Expected])[] = [
  [
    "주문 생성\nPOST /orders?dryRun={dryRun}&x=1\n{id: string, total: number, items: [..]}",
    "request",
    {
      kind: "http-request",
      method: "POST",
      path: ["/orders"],
      query: ["dryRun", "x"],
      given: { x: 1 },
      body: record({
        id: string,
        total: { kind: "scalar", type: "number" },
        items: { kind: "list", element: unknown },
      }),
      caption: "주문 생성",
    },
  ],
  [
    '""GET /jobs/:jobId""',
    "request",
    { kind: "http-request", method: "GET", path: ["/jobs/", "jobId", ""], query: [], body: undefined },
  ],
  [
    "**HTTP 202** (Accepted)",
    "reply",
    { kind: "http-response", status: 202, reason: "Accepted", body: undefined },
  ],
  [
    "201: Returns jobId of registered job.",
    "reply",
    {
      kind: "http-response",
      status: 201,
      reason: "Created",
      body: undefined,
      caption: "Returns jobId of registered job.",
    },
  ],
  [
    "publish OrderPlaced {orderId, total: number}",
    "request",
    {
      kind: "event",
      name: "OrderPlaced",
      fields: record({ orderId: unknown, total: { kind: "scalar", type: "number" } }),
      caption: "publish OrderPlaced",
    },
  ],
  [
    "publish transactions.created.v1\nkey=accountId",
    "request",
    {
      kind: "event",
      name: "transactions.created.v1",
      fields: undefined,
      caption: "publish transactions.created.v1 key=accountId",
    },
  ],
  [
    "order-placed 이벤트 발행",
    "request",
    { kind: "event", name: "order-placed", fields: undefined, caption: "order-placed 이벤트 발행" },
  ],
  ["OrderPlaced イベント受信", "request", { kind: "prose", caption: "OrderPlaced イベント受信" }],
  [
    "OrderPlaced イベント 発行",
    "request",
    { kind: "event", name: "OrderPlaced", fields: undefined, caption: "OrderPlaced イベント 発行" },
  ],
  [
    "SELECT o.id, o.total FROM orders o\nJOIN items i ON i.order_id = o.id\nWHERE o.user_id = :userId AND o.status IN ($1, $2) LIMIT ?\n주문 조회",
    "request",
    {
      kind: "sql",
      verb: "select",
      tables: ["orders", "items"],
      writes: [],
      answer: "rows",
      columns: ["id", "total"],
      kinds: [undefined, undefined],
      everyRow: false,
      chunks: [
        "SELECT o.id, o.total FROM orders o JOIN items i ON i.order_id = o.id WHERE o.user_id = ",
        " AND o.status IN (",
        ", ",
        ") LIMIT ",
        "",
      ],
      parameters: [
        { column: "user_id", name: "userId", isList: false },
        { column: "status", name: undefined, isList: false },
        { column: "status", name: undefined, isList: false },
        { column: "limit", name: undefined, isList: false },
      ],
      caption: "주문 조회",
    },
  ],
  [
    "INSERT INTO users (id, name) VALUES ({id}, 'it''s  {x}') ON CONFLICT (id) DO UPDATE SET name = ?",
    "request",
    {
      kind: "sql",
      ...writing("insert", "users"),
      chunks: [
        "INSERT INTO users (id, name) VALUES (",
        ", 'it''s  {x}') ON CONFLICT (id) DO UPDATE SET name = ",
        "",
      ],
      inserted: { table: "users", columns: ["id", "name"] },
      parameters: [
        { column: "id", name: "id", isList: false },
        { column: "name", name: undefined, isList: false },
      ],
    },
  ],
  [
    "DELETE FROM sessions WHERE expires_at < NOW()",
    "request",
    {
      kind: "sql",
      ...writing("delete", "sessions"),
      chunks: ["DELETE FROM sessions WHERE expires_at < NOW()"],
      parameters: [],
    },
  ],
  [
    "SELECT * FROM orders WHERE ...",
    "request",
    { kind: "sql-intent", verb: "select", entities: ["orders"], caption: "WHERE ..." },
  ],
  [
    "SETEX job:{jobId} 3600 {payload}",
    "request",
    { kind: "redis", command: "SETEX", key: ["job:", "jobId", ""], rest: ["3600", "{payload}"] },
  ],
  [
    "캐시 무효화: DEL user:${id} (TTL 7일)",
    "request",
    { kind: "redis", command: "DEL", key: ["user:", "id", ""], rest: [], caption: "캐시 무효화 TTL 7일" },
  ],
  [
    "invalidate cache\nkey: user:{id}",
    "request",
    { kind: "redis-key", key: ["user:", "id", ""], access: "delete", caption: "invalidate cache" },
  ],
  [
    "조회 후 삭제\nKey: a:{id}",
    "request",
    { kind: "redis-key", key: ["a:", "id", ""], access: "unknown", caption: "조회 후 삭제" },
  ],
  ["return JobResponse", "reply", { kind: "name", name: "JobResponse" }],
  ["order: Order", "reply", { kind: "name", name: "order", shape: { kind: "named", name: "Order" } }],
  ["true", "reply", { kind: "data", name: undefined, shape: literal(true) }],
  [
    "Mono<List<Order>>",
    "reply",
    {
      kind: "return-type",
      text: "Mono<List<Order>>",
      asynchronous: true,
      shape: { kind: "list", element: { kind: "named", name: "Order" } },
    },
  ],
  ["void", "reply", { kind: "return-type", text: "void", asynchronous: false, shape: undefined }],
  ["not found", "reply", { kind: "nothing" }],
  [
    "TimeoutException: broker away",
    "reply",
    { kind: "throw", error: "TimeoutException", message: "broker away" },
  ],
  ["재고없음Exception", "reply", { kind: "throw", error: "재고없음Exception", message: undefined }],
  ['throw 재고없음예외("없음")', "reply", { kind: "throw", error: "재고없음예외", message: "없음" }],
  [
    "INSERT INTO t (a) VALUES (?) 그리고 저장",
    "request",
    { kind: "sql-intent", verb: "insert", entities: ["t"], caption: "(a) VALUES (?) 그리고 저장" },
  ],
  [
    "INSERT ledger\nUPDATE accounts balance\nCOMMIT",
    "request",
    {
      kind: "sql-intent",
      verb: "insert",
      entities: ["ledger"],
      details: ["UPDATE accounts balance", "COMMIT"],
    },
  ],
  ["1. getJob(id)", "request", call("getJob", [name("id")])],
];

test.each(others)("%s", (label, direction, expected) => {
  expect(understood(label, direction)).toEqual(complete(expected));
});

test("hostile texts are read to their end", () => {
  for (const piece of [
    "(",
    "{",
    "[",
    "<",
    '"',
    "**",
    "a(",
    "{a:",
    "[{",
    "GET /",
    "a.",
    "SELECT ",
    "이벤트 ",
    "Key: ",
    "A<",
    "\n",
    "-\n",
    "//",
  ]) {
    for (const direction of ["request", "reply"] as const)
      understood(piece.repeat(100_000 / piece.length), direction);
    understood(piece.repeat(19_000 / piece.length), "reply");
  }
  for (const [before, after] of [
    ["a", "b"],
    ["throw A(", ""],
    ["f(", "x"],
    ["SELECT a FROM b", "c"],
    ["Key: ", "x y"],
    ["(", ")b"],
  ]) {
    for (const size of [900, 4900, 19_000, 100_000])
      understood(`${before}${" ".repeat(size)}${after}`, "reply");
  }
});
