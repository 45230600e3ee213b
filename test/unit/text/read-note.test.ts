import { expect, test } from "vitest";
import { readDivider, readNote } from "../../../generator/text/notes/read-note.ts";
import { readPolicyDirective } from "../../../generator/text/notes/read-policy-directive.ts";
import type { NoteReading, StatedPolicy } from "../../../generator/text/model.ts";
import { drawn, textOf } from "./texts.ts";

const day = 86_400;
const contentOf = ({
  span: _span,
  text: _text,
  ...content
}: StatedPolicy): Readonly<Record<string, unknown>> => content;
const readable = (reading: NoteReading): unknown => ({
  policies: reading.policies.map((policy) => [policy.text, contentOf(policy)]),
  headings: reading.headings.map(({ text }) => text),
  unrecognised: reading.unrecognised.map(({ text }) => text),
});
const policies = (note: string): unknown => readNote(textOf(note)).policies.map(contentOf);

const ours: readonly unknown[] = [
  {
    headings: ["폴링 방식 Job 상태 조회"],
    policies: [
      [
        "최대 30초 동안 폴링 (2초 간격)",
        { kind: "polling", intervalMs: 2000, limitMs: 30_000, attemptsMax: undefined },
      ],
      [
        "Job 상태: PENDING → PROCESSING → COMPLETED",
        { kind: "states", subject: "Job 상태", states: ["PENDING", "PROCESSING", "COMPLETED"] },
      ],
      [
        "이미지 URL: Redis에 저장 (TTL: 7일)",
        { kind: "storage", place: "Redis", durability: "temporary", seconds: 7 * day },
      ],
      ["이미지 URL: Redis에 저장 (TTL: 7일)", { kind: "ttl", subject: "이미지 URL", seconds: 7 * day }],
    ],
    unrecognised: [],
  },
  {
    headings: ["프론트엔드 처리"],
    policies: [],
    unrecognised: ["3가지 스타일 카드 표시", "사용자가 스타일 선택", "이미지 편집 가능"],
  },
  {
    headings: ["폴링 재시도"],
    policies: [
      ["2초 후 재요청", { kind: "polling", intervalMs: 2000, limitMs: undefined, attemptsMax: undefined }],
      ["최대 30초 (15회)", { kind: "polling", intervalMs: undefined, limitMs: 30_000, attemptsMax: 15 }],
    ],
    unrecognised: [],
  },
  { headings: ["실패 처리"], policies: [], unrecognised: ["에러 메시지 표시", '"다시 생성" 버튼 제공'] },
  {
    headings: ["폴링 전략", "Redis 캐시", "성능 목표"],
    policies: [
      ["간격: 2초", { kind: "polling", intervalMs: 2000, limitMs: undefined, attemptsMax: undefined }],
      [
        "최대 시간: 30초 (15회)",
        { kind: "polling", intervalMs: undefined, limitMs: 30_000, attemptsMax: 15 },
      ],
      [
        'Timeout 시: 사용자에게 알림 + "다시 생성" 옵션',
        { kind: "timeout", afterMs: undefined, reaction: '사용자에게 알림 + "다시 생성" 옵션' },
      ],
      ["Job 상태: TTL 1시간", { kind: "ttl", subject: "Job 상태", seconds: 3600 }],
      ["이미지 URL: TTL 7일", { kind: "ttl", subject: "이미지 URL", seconds: 7 * day }],
      [
        "평균 이미지 생성 시간: 20초 이내",
        {
          kind: "time-goal",
          subject: "이미지 생성 시간",
          statistic: "average",
          percentile: undefined,
          withinMs: 20_000,
        },
      ],
      [
        "P95 이미지 생성 시간: 40초 이내",
        {
          kind: "time-goal",
          subject: "이미지 생성 시간",
          statistic: "percentile",
          percentile: 95,
          withinMs: 40_000,
        },
      ],
    ],
    unrecognised: [],
  },
  {
    headings: [],
    policies: [
      [
        "Kafka 구독 event-topic 이벤트 타입: ContentCreated",
        { kind: "subscription", topic: "event-topic", event: "ContentCreated" },
      ],
    ],
    unrecognised: [],
  },
  {
    headings: [],
    policies: [
      [
        "3가지 스타일 확인 (simple, fancy, trendy)",
        { kind: "values", values: ["simple", "fancy", "trendy"], count: 3 },
      ],
    ],
    unrecognised: [],
  },
  { headings: [], policies: [], unrecognised: [] },
  {
    headings: [],
    policies: [["캐시 무효화로 다음 조회 시 최신 데이터 반영", { kind: "freshness", place: undefined }]],
    unrecognised: [],
  },
  {
    headings: ["처리 전략", "저장 위치", "데이터 정합성"],
    policies: [
      ["At-Least-Once 전달 보장", { kind: "delivery", guarantee: "at-least-once" }],
      ["멱등성 처리 (중복 이벤트 무시)", { kind: "idempotency" }],
      ["실패 시 자동 재시도 (최대 3회)", { kind: "retry", retriesMax: 3, delayMs: undefined }],
      ["Dead Letter Queue로 실패 이벤트 이동", { kind: "dead-letter", topic: undefined }],
      [
        "Event DB: 영구 저장 (이벤트 초안 테이블)",
        { kind: "storage", place: "Event DB", durability: "permanent", seconds: undefined },
      ],
      [
        "Redis Cache: 임시 저장 (7일 TTL)",
        { kind: "storage", place: "Redis Cache", durability: "temporary", seconds: 7 * day },
      ],
      ["Redis Cache: 임시 저장 (7일 TTL)", { kind: "ttl", subject: "Redis Cache", seconds: 7 * day }],
      ["DB 저장 후 캐시 무효화", { kind: "ordering", first: "DB 저장", second: "캐시 무효화" }],
      ["다음 조회 시 DB에서 최신 데이터 로드", { kind: "freshness", place: "DB" }],
    ],
    unrecognised: [],
  },
  {
    headings: [],
    policies: [
      ["Returns CompletableFuture immediately.", { kind: "immediate-return" }],
      ["KafkaListener thread is now free.", { kind: "immediate-return" }],
    ],
    unrecognised: [],
  },
  {
    headings: [],
    policies: [["Workflow executes in background thread pool", { kind: "background" }]],
    unrecognised: [],
  },
  { headings: [], policies: [], unrecognised: ["All steps completed successfully."] },
];

test.each(ours.map((expected, index) => [drawn.notes[index] ?? "", expected] as const))(
  "our diagrams note: %s",
  (note, expected) => {
    expect(readable(readNote(textOf(note)))).toEqual(expected);
  },
);

test("the table covers every note of our diagrams", () => {
  expect(drawn.notes).toHaveLength(ours.length);
});

test("JSON in a note is an example with its caption and its place", () => {
  const note = drawn.notes[7] ?? "";
  const [example] = readNote(textOf(note)).examples;
  expect(example?.caption).toBe("저장 데이터");
  expect(example?.span).toEqual({ start: 0, end: note.length });
  expect(example?.shape).toMatchObject({
    kind: "record",
    fields: [{ name: "simple" }, { name: "fancy" }, { name: "trendy" }],
  });
});

test("a policy of one line has that line's place", () => {
  const note = "**처리**\n- 멱등성 처리";
  expect(readNote(textOf(note)).policies).toMatchObject([
    { kind: "idempotency", text: "멱등성 처리", span: { start: 7, end: 15 } },
  ]);
});

const retry = (retriesMax: number | undefined, delayMs?: number): unknown => ({
  kind: "retry",
  retriesMax,
  delayMs,
});
const deadLetter = (topic?: string): unknown => ({ kind: "dead-letter", topic });

test.each<readonly [string, readonly unknown[]]>([
  ["retry up to 3 times with 1s backoff", [retry(3, 1000)]],
  ["Retries: 5, interval 200ms", [retry(5, 200)]],
  ["maxAttempts=4", [retry(3)]],
  ["**재시도 정책**\n- 최대 3회\n- 간격: 1초", [retry(3), retry(undefined, 1000)]],
  ["Retry policy:\n- 3 times", [retry(3)]],
  ["재시도 없음", [retry(0)]],
  ["no retry", [retry(0)]],
  ["Do not retry", [retry(0)]],
  ["재시도하지 않음", [retry(0)]],
  ["リトライなし", [retry(0)]],
  ["リトライ 3回", [retry(3)]],
  ["회복 불가능 오류는 재시도 없이 DLQ로 이동", [deadLetter()]],
  ["3회 재시도 후 DLQ로 이동", [deadLetter(), retry(3)]],
  ["retry 3 times, then move to orders.DLT", [deadLetter("orders.DLT"), retry(3)]],
  ["DLQ: orders-dlt", [deadLetter("orders-dlt")]],
  ["No dead letter queue", []],
  ["DLQ 없음", []],
  ["not idempotent", []],
  ["멱등하지 않음", []],
  ["At-Least-Once 보장하지 않음", []],
  ["사용자가 재시도 버튼 클릭", []],
  [
    "invalidate cache after DB commit",
    [{ kind: "ordering", first: "DB commit", second: "invalidate cache" }],
  ],
  ["save order, then publish event", [{ kind: "ordering", first: "save order", second: "publish event" }]],
  [
    "session cached in Redis (TTL 30m)",
    [
      { kind: "storage", place: "Redis", durability: "temporary", seconds: 1800 },
      { kind: "ttl", subject: "session", seconds: 1800 },
    ],
  ],
  [
    "P99 latency < 200ms",
    [{ kind: "time-goal", subject: "latency", statistic: "percentile", percentile: 99, withinMs: 200 }],
  ],
  ["within 7 days the customer may cancel", []],
  [
    "poll every 2s for up to 30s",
    [{ kind: "polling", intervalMs: 2000, limitMs: 30_000, attemptsMax: undefined }],
  ],
  ["Timeout: 30s", [{ kind: "timeout", afterMs: 30_000, reaction: undefined }]],
  [
    "subscribes to orders.created topic",
    [{ kind: "subscription", topic: "orders.created", event: undefined }],
  ],
  ["모두 하나의 트랜잭션으로 처리", [{ kind: "transaction" }]],
  ["영구 저장", [{ kind: "storage", place: "", durability: "permanent", seconds: undefined }]],
  ["A beautiful picture of the flow", []],
  [
    "포인트 적립은 DB 저장 이후\n정확히 한 번 처리",
    [
      { kind: "ordering", first: "DB 저장", second: "포인트 적립" },
      { kind: "delivery", guarantee: "exactly-once" },
    ],
  ],
  ["화면은 3초 후 전환", []],
  ["호텔 예약 실패 시 항공 취소", [{ kind: "compensation", pairs: [{ by: "항공 취소" }] }]],
  ["실패 시 롤백", []],
  ["목록은 화면에 표시\n상태: OPEN -> DONE", [{ kind: "states", subject: "상태", states: ["OPEN", "DONE"] }]],
])("note: %s", (note, expected) => {
  expect(policies(note)).toEqual(expected);
});

test.each<readonly [string, readonly string[]]>([
  ["ContentCreated 이벤트 수신", []],
  ["Event DB에 이미지 URL 저장", []],
  ["캐시 무효화", []],
  ["Initialization Transaction (Synchronous)", ["transaction"]],
  ["Asynchronous Workflow Execution", ["background"]],
  ["Finalization", []],
])("divider: %s", (title, kinds) => {
  expect(drawn.dividers).toContain(title);
  expect(readDivider(textOf(title)).map((policy) => policy.kind)).toEqual(kinds);
});

test("every divider of our diagrams is among them", () => {
  expect(new Set(drawn.dividers).size).toBe(6);
});

test.each<readonly [string, unknown]>([
  ["policy retry 3", retry(3)],
  ["retry 3 every 1s", retry(3, 1000)],
  ["no-retry", retry(0)],
  ["policy dead-letter orders-dlt", deadLetter("orders-dlt")],
  [
    'policy order "DB 저장" then "캐시 무효화"',
    { kind: "ordering", first: "DB 저장", second: "캐시 무효화" },
  ],
  ["policy ttl job:{jobId} 7d", { kind: "ttl", subject: "job:{jobId}", seconds: 7 * day }],
  ["policy idempotent", { kind: "idempotency" }],
  ["policy at-least-once", { kind: "delivery", guarantee: "at-least-once" }],
  [
    "policy polling every 2s for 30s 15 times",
    { kind: "polling", intervalMs: 2000, limitMs: 30_000, attemptsMax: 15 },
  ],
  [
    'time-goal "이미지 생성" p95 within 40s',
    { kind: "time-goal", subject: "이미지 생성", statistic: "percentile", percentile: 95, withinMs: 40_000 },
  ],
  [
    "storage Redis temporary 7d",
    { kind: "storage", place: "Redis", durability: "temporary", seconds: 7 * day },
  ],
  ["states Job A B", { kind: "states", subject: "Job", states: ["A", "B"] }],
  ["policy retry", undefined],
  ["policy retry many", undefined],
  ["policy order X", undefined],
  ["policy constructor", undefined],
  ["policy __proto__ x", undefined],
  ["", undefined],
])("directive: %s", (words, expected) => {
  expect(readPolicyDirective(words)).toEqual(expected);
});

test("hostile notes are read to their end", () => {
  for (const piece of [
    "(",
    "{",
    "[",
    "재시도 ",
    "후 ",
    "→",
    ": ",
    "1초 ",
    "**",
    "TTL ",
    "a ",
    "{\n",
    "no ",
    "캐시 무효화로\n",
  ]) {
    readNote(textOf(piece.repeat(100_000 / piece.length)));
    readNote(textOf(piece.repeat(480 / piece.length)));
  }
});
