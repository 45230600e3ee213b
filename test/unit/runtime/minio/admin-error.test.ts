import { expect, test } from "vitest";
import { adminError, adminRefusal, refusalKind } from "../../../../runtime/adapters/minio/admin-error.ts";
import { FatalError, RetryableError } from "../../../../runtime/errors/errors.ts";

test.each([
  [404, "XMinioAdminNoSuchUser", "absent"],
  [404, "XMinioAdminNoSuchPolicy", "absent"],
  [400, "XMinioAdminPolicyChangeAlreadyApplied", "already done"],
  [403, "RequestTimeTooSkewed", "clock skew"],
  [400, "XMinioAdminInvalidAccessKey", "fatal"],
  [400, "XMinioAdminInvalidSecretKey", "fatal"],
  [400, "XMinioInvalidResource", "fatal"],
  [400, "XMinioAdminConfigBadJSON", "fatal"],
  [400, "XMinioAdminConfigTooLarge", "fatal"],
  [400, "BadRequest", "fatal"],
  [403, "XMinioInvalidIAMCredentials", "fatal"],
  [403, "AccessDenied", "fatal"],
  [403, "SignatureDoesNotMatch", "fatal"],
  [403, "InvalidAccessKeyId", "fatal"],
  [403, "XMinioIAMActionNotAllowed", "fatal"],
  [426, "XMinioAdminVersionMismatch", "fatal"],
  [503, "XMinioServerNotInitialized", "retryable"],
  [503, "XMinioIAMNotInitialized", "retryable"],
  [400, "RequestTimeout", "retryable"],
  [400, "RequestError", "retryable"],
  [400, "Throttling", "retryable"],
  [400, "ThrottlingException", "retryable"],
  [400, "RequestLimitExceeded", "retryable"],
  [400, "RequestThrottled", "retryable"],
  [503, "SlowDown", "retryable"],
  [408, "", "retryable"],
  [429, "", "retryable"],
  [500, "", "retryable"],
  [502, "", "retryable"],
  [503, "", "retryable"],
  [504, "", "retryable"],
  [404, "", "fatal"],
  [301, "", "fatal"],
] as const)("status %i %s is %s", (status, code, kind) => {
  const refusal = { status, code, message: "" };
  expect(refusalKind(refusal)).toBe(kind);
  expect(adminError("do it", refusal)).toBeInstanceOf(kind === "retryable" ? RetryableError : FatalError);
});

test.each([
  ['{"Code":"AccessDenied","Message":"no"}', "AccessDenied", "no"],
  ["<Error><Code>SlowDown</Code><Message>wait</Message></Error>", "SlowDown", "wait"],
  ["", "", ""],
  ["null", "", ""],
  ['"text"', "", ""],
  ["[1]", "", ""],
  ['{"Code":5}', "", ""],
  ["<html><h1>502 Bad Gateway</h1></html>", "", ""],
])("the body %j is read for what it says", (body, code, message) => {
  expect(adminRefusal(502, body)).toEqual({ status: 502, code, message });
});

test("an error says what was attempted, and what a hostile server says only on one line", () => {
  const refusal = { status: 400, code: "BadRequest", message: "no\n\u001b[31m" };
  expect(adminError('add user "alice"', refusal).message).toBe(
    'MinIO refused to add user "alice": BadRequest "no\\n\\u001b[31m", status 400',
  );
});
