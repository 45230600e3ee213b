import { expect, test } from "vitest";
import { understandMessage } from "../../../generator/text/messages/understand-message.ts";
import { parseHeader } from "../../../generator/text/shapes/parse-header.ts";
import { textOf } from "./texts.ts";

test.each([
  ["200 OK", 200],
  ["HTTP 201", 201],
  ["HTTP/1.1 404 Not Found", 404],
  ["201", 201],
  ["Response: 404", 404],
  ["413 Payload Too Large", 413],
  ["return 404", 404],
  ["422 Unprocessable", 422],
  ["429 Too Many", 429],
  ["응답 200", 200],
  ["응답 코드: 409 Conflict", 409],
  ["status 200", 200],
  ['200 {"id": "a"}', 200],
  ["OK 200", 200],
  ["Not Found (404)", 404],
  ["レスポンス 200 OK", 200],
  ["returns HTTP status 503", 503],
])("%s is an answer with that status", (label, status) => {
  expect(understandMessage(textOf(label), { direction: "reply" })).toMatchObject({
    kind: "http-response",
    status,
  });
});

test.each(["200 items imported", "return 200 rows", "response in 300 ms", "order 404", "return 42"])(
  "%s is no status",
  (label) => {
    expect(understandMessage(textOf(label), { direction: "reply" }).kind).not.toBe("http-response");
  },
);

test.each([
  ["200 OK order", "order"],
  ["201 Created: savedOrder", "savedOrder"],
  ["200 OK done", undefined],
  ["422 Unprocessable", undefined],
  ["503 Unavailable", undefined],
  ["422 Unprocessable problem", "problem"],
  ["200 OK response", undefined],
  ["200 OK 주문 정보", undefined],
])("the body of %s is %s", (label, name) => {
  const meaning = understandMessage(textOf(label), { direction: "reply" });
  const body = meaning.kind === "http-response" ? meaning.body : undefined;
  expect(body?.kind === "named" ? body.name : undefined).toBe(name);
});

test.each([
  ["<<E>> POST /files", { method: "POST", path: ["/files"] }],
  ["GET /a?sort[]=x&id=1&id=2", { query: ["sort[]", "id"], several: ["sort[]", "id"] }],
  ["GET /a?user={userId}&page={page}", { query: ["user", "page"], called: { user: "userId" } }],
  [
    'POST /a\nAuthorization: Bearer {token}\nContent-Type: application/json\n{"x": 1}',
    { headers: [{ name: "Authorization", value: "token", before: "Bearer " }], caption: "" },
  ],
  [
    "GET /a (X-User-Id, Idempotency-Key: {key})",
    {
      headers: [
        { name: "X-User-Id", value: "X-User-Id", before: "" },
        { name: "Idempotency-Key", value: "key", before: "" },
      ],
    },
  ],
])("%s is a request", (label, expected) => {
  expect(understandMessage(textOf(label), { direction: "request" })).toMatchObject({
    kind: "http-request",
    ...expected,
  });
});

test.each([
  ["Authorization: Bearer eyJhbGci…", { name: "Authorization", value: "Bearer token", before: "Bearer " }],
  ["헤더: X-Tenant-Id: {tenantId}", { name: "X-Tenant-Id", value: "tenantId", before: "" }],
  ["Idempotency-Key: …", { name: "Idempotency-Key", value: "Idempotency-Key", before: "" }],
  ["Accept: application/json", "constant"],
  ["note: see the docs", undefined],
  ["x-ray of the patient", undefined],
])("%s as a header", (line, header) => {
  expect(parseHeader(line)).toEqual(header);
});
