import { STATUS_CODES } from "node:http";
import { expect, test } from "vitest";
import { httpStatusNames } from "../../../../runtime/model/http/statuses.ts";
import { parseHttpStatus } from "../../../../generator/text/shapes/parse-http.ts";

test.each(Object.entries(STATUS_CODES))("%s %s, as Node names it, is a name of the status", (code, name) => {
  expect(httpStatusNames(Number(code))).toContain(name);
});

test("no other number has names", () => {
  const named = Array.from({ length: 600 }, (_, status) => status).filter(
    (status) => httpStatusNames(status).length > 0,
  );
  expect(named).toEqual(Object.keys(STATUS_CODES).map(Number));
});

test.each([
  ["413 Payload Too Large", 413, "Payload Too Large"],
  ["413 Content Too Large", 413, "Content Too Large"],
  ["413 (request entity too large)", 413, "(request entity too large)"],
  ["422 unprocessable content", 422, "unprocessable content"],
  ["422", 422, "Unprocessable Entity"],
  ["418 I'm a teapot", 418, "I'm a teapot"],
])("%s is read as a status, whichever name it has", (line, status, reason) => {
  expect(parseHttpStatus(line, "reply")).toMatchObject({ status, reason });
});
