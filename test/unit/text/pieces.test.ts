import { expect, test } from "vitest";
import {
  camelCase,
  identifierWords,
  kebabCase,
  pascalCase,
} from "../../../generator/text/lexical/make-identifier.ts";
import { findDurations, parseDuration } from "../../../runtime/model/language/durations.ts";
import { parseShape } from "../../../generator/text/shapes/parse-shape.ts";
import { parseTemplate } from "../../../generator/text/lexical/parse-template.ts";
import { stripMarkup } from "../../../generator/text/lexical/strip-markup.ts";

test.each([
  ["Job 상태 조회", "job상태조회", "Job상태조회", "job-상태-조회"],
  ["DB에 저장", "db저장", "Db저장", "db-저장"],
  ["이벤트를 회의에서", "이벤트회의", "이벤트회의", "이벤트-회의"],
  ["RequiredAction(s)", "requiredActions", "RequiredActions", "required-actions"],
  ["MINIO_ADD_USER", "minioAddUser", "MinioAddUser", "minio-add-user"],
  ["URLParser2go", "urlParser2Go", "UrlParser2Go", "url-parser-2-go"],
  ["imageURLs", "imageUrls", "ImageUrls", "image-urls"],
  ["Größe ändern", "größeÄndern", "GrößeÄndern", "größe-ändern"],
  ["注文を作成する", "注文を作成する", "注文を作成する", "注文を作成する"],
  ["3 stars", "_3Stars", "_3Stars", "3-stars"],
  ["constructor", "constructor_", "Constructor", "constructor"],
  ["then", "then_", "Then", "then"],
  ["__proto__", "proto", "Proto", "proto"],
  ["Date", "date", "Date_", "date"],
  ["CON", "con", "Con", "con_"],
  ["🎉", "unnamed", "Unnamed", "unnamed"],
  ["../../etc/passwd", "etcPasswd", "EtcPasswd", "etc-passwd"],
  ["a\u2028b*/`${x}`", "aBX", "ABX", "a-b-x"],
])("names of %j", (text, camel, pascal, kebab) => {
  expect([camelCase(text), pascalCase(text), kebabCase(text)]).toEqual([camel, pascal, kebab]);
});

test("composed and decomposed spellings give one name", () => {
  expect(camelCase("이벤트 처리".normalize("NFD"))).toBe(camelCase("이벤트 처리"));
});

test("words and fallback", () => {
  expect(identifierWords("getJobStatus v2")).toEqual(["get", "job", "status", "v", "2"]);
  expect(camelCase("!!", "step")).toBe("step");
  expect(camelCase("word ".repeat(100)).length).toBeLessThanOrEqual(60);
});

test.each([
  ["**폴링 방식** //x// https://a//b", "폴링 방식 x https://a//b"],
  ['""GET /x""', "GET /x"],
  ['{"a": "", "b": ""}', '{"a": "", "b": ""}'],
  ["<color #FF0000><b>Code</b></color> List<Order> <id>", "Code List<Order> <id>"],
  ["count-- and i--", "count-- and i--"],
  ["[[http://x{tip} label here]] [[http://y]]", "label here http://y"],
  ["&lt;b&gt; &amp;lt; <U+0041>&#66;&#x43;", "<b> &lt; ABC"],
  ["~**not bold", "**not bold"],
  ["H<sub>2</sub>O <:smile:> <&x>", "H2O  "],
  ["----", ""],
  ["a\n== b", "a\n== b"],
])("markup of %s", (marked, plain) => {
  expect(stripMarkup(marked)).toBe(plain);
});

test.each([
  ["7일", 604_800_000],
  ["1시간", 3_600_000],
  ["1시간 30분", 5_400_000],
  ["30초", 30_000],
  ["2s", 2000],
  ["500ms", 500],
  ["1.5 h", 5_400_000],
  ["5 minutes", 300_000],
  ["10秒", 10_000],
  ["3초안", undefined],
  ["2분기", undefined],
  ["soon", undefined],
])("duration %s", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test("durations are found within sentences", () => {
  expect(findDurations("최대 30초 동안 폴링 (2초 간격)").map(({ ms }) => ms)).toEqual([30_000, 2000]);
});

test("templates have their holes at odd places", () => {
  expect(parseTemplate("job:{jobId}:error")).toEqual(["job:", "jobId", ":error"]);
  expect(parseTemplate("/a/:b/${c}/<d>", "path")).toEqual(["/a/", "b", "/", "c", "/", "d", ""]);
});

const field = (name: string, shape: unknown, optional = false): unknown => ({ name, shape, optional });
const unknown = { kind: "unknown" };

test.each<readonly [string, unknown]>([
  ["{a, b?, ...}", { kind: "record", fields: [field("a", unknown), field("b", unknown, true)], open: true }],
  ["{...}", unknown],
  ["{}", { kind: "record", fields: [], open: false }],
  [
    "{Long id, tags: string[]}",
    {
      kind: "record",
      fields: [
        field("id", { kind: "scalar", type: "number", integer: true }),
        field("tags", { kind: "list", element: { kind: "scalar", type: "string" } }),
      ],
      open: false,
    },
  ],
  [
    "{s: PENDING | DONE}",
    {
      kind: "record",
      fields: [field("s", { kind: "scalar", type: "string", values: ["PENDING", "DONE"] })],
      open: false,
    },
  ],
  [
    "{주문 번호, 금액: number}",
    {
      kind: "record",
      fields: [field("주문 번호", unknown), field("금액", { kind: "scalar", type: "number" })],
      open: false,
    },
  ],
  [
    '[{"id": 1}, {"id": 2}]',
    {
      kind: "list",
      element: {
        kind: "record",
        fields: [field("id", { kind: "literal", value: 1, example: true })],
        open: false,
      },
    },
  ],
  [
    '{"at": "2024-01-02T03:04:05Z"}',
    {
      kind: "record",
      fields: [
        field("at", {
          kind: "literal",
          value: "2024-01-02T03:04:05Z",
          example: true,
          quoted: true,
          format: "date-time",
        }),
      ],
      open: false,
    },
  ],
  ["Map<String, Integer>", { kind: "record", fields: [], open: true }],
  ["UUID", { kind: "scalar", type: "string", format: "uuid" }],
  ["{if the user is known, skip}", undefined],
  ["{a", undefined],
  ["{a}}", undefined],
  ["some words", undefined],
])("shape of %s", (text, expected) => {
  expect(parseShape(text)).toEqual(expected);
});
