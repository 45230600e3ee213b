import { FatalError, RetryableError } from "../../errors/errors.ts";
import { quote } from "../../model/quote.ts";
import { xmlElement } from "./xml-element.ts";

/** An answer of the admin API other than success. */
export interface AdminRefusal {
  readonly status: number;
  /** MinIO's own name for what is wrong; "" when the answer did not have one. */
  readonly code: string;
  readonly message: string;
}

/** What a refusal means for whoever asked. */
export type RefusalKind =
  /** Trying again may help. */
  | "retryable"
  /** Trying again cannot help. */
  | "fatal"
  /** There is no such user or policy. */
  | "absent"
  /** It has been done before. */
  | "already done"
  /** The server's clock and ours differ too much for the signature. */
  | "clock skew";

/** Decides by the code, and by the status where the code says nothing. */
export function refusalKind({ status, code }: AdminRefusal): RefusalKind {
  const known = kindsByCode.get(code);
  if (known !== undefined) return known;
  if (code.startsWith("Throttling")) return "retryable";
  return retryableStatuses.has(status) ? "retryable" : "fatal";
}

const kindsByCode: ReadonlyMap<string, RefusalKind> = new Map<string, RefusalKind>([
  ["XMinioAdminNoSuchUser", "absent"],
  ["XMinioAdminNoSuchPolicy", "absent"],
  ["XMinioAdminPolicyChangeAlreadyApplied", "already done"],
  ["RequestTimeTooSkewed", "clock skew"],
  ["XMinioServerNotInitialized", "retryable"],
  ["XMinioIAMNotInitialized", "retryable"],
  ["RequestError", "retryable"],
  ["RequestTimeout", "retryable"],
  ["RequestLimitExceeded", "retryable"],
  ["RequestThrottled", "retryable"],
  ["SlowDown", "retryable"],
]);

const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Reads the body of a refusal: JSON as a rule, XML from the layers before the admin API, anything from a proxy. */
export function adminRefusal(status: number, body: string): AdminRefusal {
  const { Code = xmlElement(body, "Code"), Message = xmlElement(body, "Message") } = jsonObject(body);
  return {
    status,
    code: typeof Code === "string" ? Code : "",
    message: typeof Message === "string" ? Message : "",
  };
}

/** `attempted` says what for, such as `add user "alice"`. */
export function adminError(attempted: string, refusal: AdminRefusal): RetryableError | FatalError {
  const { status, code, message } = refusal;
  const reason = [code, message === "" ? "" : quote(message, 200)].filter((part) => part !== "").join(" ");
  const text = `MinIO refused to ${attempted}: ${reason === "" ? "" : `${reason}, `}status ${status}`;
  return refusalKind(refusal) === "retryable" ? new RetryableError(text) : new FatalError(text);
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
