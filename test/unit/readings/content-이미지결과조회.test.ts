import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import { readDiagram } from "../../support/reading.ts";

// What a careful person reads in the diagram, line by line, before looking at any model of it.

const reading = await readDiagram("content-이미지결과조회");
const { model } = reading;

test("only promises that nobody can keep here are told", () => {
  // Nothing writes what is kept in Redis, nobody here is told of a time-out, and nothing measures times yet. Lines 132,
  // 133 and 137 have the cause of lines 17 and 136, and are told with them.
  expect(reading.diagnostics).toEqual([17, 129, 136].map((line) => `policy/nobody-keeps ${line}`));
});

test("the diagram leaves no question open", () => {
  expect(model.holes).toEqual([]);
});

test("lines 1 and 4: its name and title", () => {
  expect(reading.interaction.name).toBe("event-이미지결과조회");
  expect(model.title).toBe("Content Service - 이미지 생성 결과 폴링 조회");
});

test.each([
  [6, "Client", "Client", "initiator", undefined, []],
  [7, "Gateway", "API Gateway", "component", undefined, []],
  [8, "Controller", "ContentController", "component", undefined, ["API Layer"]],
  [9, "Service", "ContentService", "component", undefined, ["Business Layer"]],
  [10, "JobMgr", "JobManager", "component", undefined, ["Component"]],
  [11, "Cache", "Redis Cache", "resource", "redis", ["E"]],
] as const)("line %i: %s is %s, %s %s", (_, code, label, role, kind, stereotypes) => {
  expect(reading.participant(code)).toMatchObject({ label, role, kind });
  expect(reading.interaction.lifelines.find((line) => line.code === code)?.stereotypes).toEqual(stereotypes);
});

test("every arrow, who sends it to whom, and which reply answers which call", () => {
  expect(reading.arrows()).toEqual([
    [20, "Client", "Gateway", "call"],
    [23, "Gateway", "Controller", "call"],
    [26, "Controller", "Service", "call"],
    [29, "Service", "JobMgr", "call"],
    [32, "JobMgr", "Cache", "call"],
    [36, "Cache", "JobMgr", "answers 32"],
    [40, "JobMgr", "Cache", "call"],
    [42, "Cache", "JobMgr", "answers 40"],
    [45, "JobMgr", "Service", "answers 29"],
    [48, "Service", "Controller", "answers 26"],
    [51, "Controller", "Gateway", "answers 23"],
    [54, "Gateway", "Client", "answers 20"],
    [65, "JobMgr", "Service", "answers 29"],
    [68, "Service", "Controller", "answers 26"],
    [71, "Controller", "Gateway", "answers 23"],
    [74, "Gateway", "Client", "answers 20"],
    [84, "JobMgr", "Cache", "call"],
    [86, "Cache", "JobMgr", "answers 84"],
    [89, "JobMgr", "Service", "answers 29"],
    [92, "Service", "Controller", "answers 26"],
    [95, "Controller", "Gateway", "answers 23"],
    [98, "Gateway", "Client", "answers 20"],
    [109, "Cache", "JobMgr", "answers 32"],
    [112, "JobMgr", "Service", "answers 29"],
    [115, "Service", "Controller", "answers 26"],
    [118, "Controller", "Gateway", "answers 23"],
    [121, "Gateway", "Client", "answers 20"],
  ]);
});

test.each([20, 23, 26, 29])(
  "line %i: a call with one answer in each of the four ways that it can go",
  (line) => {
    expect(reading.call(line).answers).toHaveLength(4);
    expect(reading.call(line).waits).toBe(true);
  },
);

test("lines 35 and 108: the job's data exists, or it does not", () => {
  expect(reading.fragment(35)).toMatchObject({
    operator: "alt",
    branches: [{ label: "Job 데이터 존재" }, { label: "Job 데이터 없음" }],
  });
});

test("lines 39, 64 and 83: its status is COMPLETED, PROCESSING or PENDING, or FAILED", () => {
  expect(reading.fragment(39).branches.map(({ guard }) => guard)).toEqual([
    { kind: "predicate", predicate: { kind: "one-of", name: "status", values: ["COMPLETED"] } },
    { kind: "predicate", predicate: { kind: "one-of", name: "status", values: ["PROCESSING", "PENDING"] } },
    { kind: "predicate", predicate: { kind: "one-of", name: "status", values: ["FAILED"] } },
  ]);
});

test("line 39: the status is that of the job's data which Redis returned", () => {
  expect(reading.reply(36).decides).toEqual([
    { fragment: reading.fragment(39).id, name: "status", field: "status" },
  ]);
});

test.each([
  [[20, 23, 26, 29, 32], []],
  [[36], ["Job 데이터 존재"]],
  [
    [40, 42, 45, 48, 51, 54],
    ["Job 데이터 존재", "status = COMPLETED"],
  ],
  [
    [65, 68, 71, 74],
    ["Job 데이터 존재", "status = PROCESSING 또는 PENDING"],
  ],
  [
    [84, 86, 89, 92, 95, 98],
    ["Job 데이터 존재", "status = FAILED"],
  ],
  [[109, 112, 115, 118, 121], ["Job 데이터 없음"]],
])("lines %j happen when %j", (lines, branches) => {
  for (const line of lines) expect(reading.branches(line)).toEqual(branches);
});

test.each([20, 23])("line %i: GET /api/content/jobs/{jobId}/status only reads", (line) => {
  expect(reading.meaning(line)).toMatchObject({
    kind: "http-request",
    method: "GET",
    path: ["/api/content/jobs/", "jobId", "/status"],
  });
  expect(reading.call(line)).toMatchObject({ method: "getJobStatus", readOnly: true });
});

test.each([
  [23, "jobId = jobId"],
  [26, "jobId = jobId"],
  [29, "jobId = jobId"],
  [32, 'key = "job:{jobId}"'],
  [40, 'key = "content:image:{jobData.eventDraftId}"'],
  [84, 'key = "job:{jobId}:error"'],
])("line %i passes on %s", (line, carried) => {
  expect(reading.carries(line)).toBe(carried);
});

test.each([
  [32, "Job 상태 조회"],
  [40, "이미지 URL 조회"],
  [84, "에러 정보 조회"],
])("line %i: %s reads a key of Redis", (line, caption) => {
  expect(reading.meaning(line)).toMatchObject({ kind: "redis-key", access: "read", caption });
  expect(reading.call(line)).toMatchObject({ method: "get", readOnly: true });
});

test.each([
  [36, "jobData = {}"],
  [42, "imageUrls = {}"],
  [86, "error = ‹error: not said›"],
  [109, "jobData = null"],
])("line %i: Redis returns %s", (line, carried) => {
  expect(reading.carries(line)).toBe(carried);
});

test.each([
  [45, '{ jobId: jobId, status: "COMPLETED", imageUrls: imageUrls }'],
  [48, '{ status: "COMPLETED", imageUrls: jobStatusResponse.imageUrls }'],
  [65, '{ jobId: jobId, status: "PROCESSING" }'],
  [68, '{ status: "PROCESSING" }'],
  [89, '{ jobId: jobId, status: "FAILED", error: error }'],
  [92, '{ status: "FAILED", error: jobStatusResponse.error }'],
])("line %i answers with %s", (line, answer) => {
  expect(reading.carries(line)).toBe(`jobStatusResponse = ${answer}`);
});

test.each([
  [51, 200, '{ status: "COMPLETED", imageUrls: jobStatusResponse.imageUrls }'],
  [54, 200, "response.body"],
  [71, 200, '{ status: "PROCESSING", message: "이미지 생성 중입니다" }'],
  [74, 200, "response.body"],
  [95, 200, '{ status: "FAILED", error: "이미지 생성 실패", message: "다시 시도해주세요" }'],
  [98, 200, "response.body"],
  [118, 404, '{ code: "JOB_001", message: "Job을 찾을 수 없습니다" }'],
  [121, 404, "response.body"],
])("line %i answers %i with %s", (line, status, body) => {
  expect(reading.carries(line)).toBe(`response = { status: ${status}, body: ${body} }`);
});

test.each([
  [54, "OK", "이미지 URL 반환"],
  [74, "OK", "진행 중 상태"],
  [98, "OK", "실패 상태"],
  [121, "Not Found", ""],
])("line %i says in words: %s %s", (line, reason, caption) => {
  expect(reading.meaning(line)).toMatchObject({ kind: "http-response", reason, caption });
});

test("lines 112 and 115: no job is a NotFoundException with its message, and it is passed on", () => {
  expect(reading.carries(112)).toBe("throws NotFoundException");
  expect(reading.carries(115)).toBe("throws NotFoundException");
  expect(model.errors).toEqual([{ name: "NotFoundException", message: "Job을 찾을 수 없습니다" }]);
});

test.each([
  ["Gateway", "GetJobStatusResponse", []],
  ["Controller", "GetJobStatusResponse", []],
  ["Service", "JobStatusResponse", ["NotFoundException"]],
  ["JobMgr", "JobStatusResponse", ["NotFoundException"]],
])("%s offers getJobStatus(jobId), which answers %s and throws %j", (code, result, throws) => {
  expect(reading.participant(code).operations).toMatchObject([
    {
      method: "getJobStatus",
      parameters: [{ name: "jobId", type: { kind: "string", nonEmpty: true } }],
      result: { kind: "named", name: result },
      throws,
    },
  ]);
});

test.each([
  [
    "JobData",
    '{ status: "COMPLETED" | "PROCESSING" | "FAILED" | "PENDING", eventDraftId: non-empty string, type: string, createdAt: date-time }',
  ],
  ["ImageUrls", "{ simple: uri, fancy: uri, trendy: uri }"],
])("%s is %s", (name, form) => {
  expect(reading.type(name)).toBe(form);
});

test.each([
  ["JobStatusResponse", 3],
  ["GetJobStatusResponse", 4],
])("%s has the variants of the drawn answers, %i of them", (name, count) => {
  const type = model.types.find((one) => one.name === name)?.type;
  expect(type?.kind === "union" ? type.members.map(typeText) : []).toHaveLength(count);
});

const days = 24 * 3600;

test.each([
  [15, "polled every 2 s for up to 30 s", [{ kind: "polling", intervalMs: 2000, limitMs: 30_000 }]],
  [
    16,
    "the states a job goes through",
    [{ kind: "states", subject: "Job 상태", states: ["PENDING", "PROCESSING", "COMPLETED"] }],
  ],
  [
    17,
    "image URLs are in Redis for seven days",
    [
      { kind: "storage", place: "Redis", durability: "temporary", seconds: 7 * days },
      { kind: "ttl", subject: "이미지 URL", seconds: 7 * days },
    ],
  ],
  [79, "asked again after 2 s", [{ kind: "polling", intervalMs: 2000 }]],
  [80, "for up to 30 s, 15 times", [{ kind: "polling", limitMs: 30_000, attemptsMax: 15 }]],
  [127, "every 2 s", [{ kind: "polling", intervalMs: 2000 }]],
  [128, "for up to 30 s, 15 times", [{ kind: "polling", limitMs: 30_000, attemptsMax: 15 }]],
  [
    129,
    "a time-out is told to the user, with a way to start again",
    [{ kind: "timeout", reaction: '사용자에게 알림 + "다시 생성" 옵션' }],
  ],
  [132, "a job's state lives for an hour", [{ kind: "ttl", subject: "Job 상태", seconds: 3600 }]],
  [133, "image URLs live for seven days", [{ kind: "ttl", subject: "이미지 URL", seconds: 7 * days }]],
  [
    136,
    "20 s on average",
    [{ kind: "time-goal", subject: "이미지 생성 시간", statistic: "average", withinMs: 20_000 }],
  ],
  [
    137,
    "40 s in 95 of 100 cases",
    [
      {
        kind: "time-goal",
        subject: "이미지 생성 시간",
        statistic: "percentile",
        percentile: 95,
        withinMs: 40_000,
      },
    ],
  ],
])("line %i promises: %s", (line, _, promises) => {
  expect(reading.policies(line)).toEqual(promises);
});

test("lines 77 to 82: it is the client who polls, after an answer that the job goes on", () => {
  const polling = model.policies.filter(({ at }) => at.participants?.includes("Client"));
  expect(polling.map(({ step }) => step)).toEqual([reading.reply(74).id, reading.reply(74).id]);
});

test("what else the notes say is kept: what the frontend does", () => {
  expect(reading.remarks()).toEqual([
    [14, "heading", "폴링 방식 Job 상태 조회"],
    [58, "heading", "프론트엔드 처리"],
    [59, "prose", "3가지 스타일 카드 표시"],
    [60, "prose", "사용자가 스타일 선택"],
    [61, "prose", "이미지 편집 가능"],
    [78, "heading", "폴링 재시도"],
    [102, "heading", "실패 처리"],
    [103, "prose", "에러 메시지 표시"],
    [104, "prose", '"다시 생성" 버튼 제공'],
    [126, "heading", "폴링 전략"],
    [131, "heading", "Redis 캐시"],
    [135, "heading", "성능 목표"],
  ]);
});
