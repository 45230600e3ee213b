import { InvalidPayloadError, RetryableError } from "../../errors/errors.ts";
import type { HttpResponse } from "../../ports/http-response.ts";

/** The body of every answer that says that a request could not be served. */
export interface HttpProblem {
  readonly code: string;
  readonly message: string;
  /** What is wrong with the request, field by field. */
  readonly problems?: readonly string[];
}

/**
 * The answer to a request whose handler failed. `parameters` are the names of what the client sent: only their being
 * wrong is the client's fault, while an invalid value from a store is ours.
 */
export function httpFailure(
  error: unknown,
  parameters: readonly string[],
): HttpResponse<number, HttpProblem> {
  if (error instanceof InvalidPayloadError && parameters.includes(error.what)) {
    const { message, problems } = error;
    return { status: 400, body: { code: "INVALID_REQUEST", message, problems } };
  }
  if (error instanceof RetryableError) {
    return {
      status: 503,
      body: {
        code: "TEMPORARILY_UNAVAILABLE",
        message: "The request could not be served now. Try again later.",
      },
      headers: { "retry-after": "1" },
    };
  }
  const refused = refusal(error);
  if (refused !== undefined) return refused;
  // Whatever went wrong, its text may speak of hosts, statements and keys.
  return { status: 500, body: { code: "INTERNAL_ERROR", message: "The request failed." } };
}

/** What fastify itself has against a request: too large a body, one that is not JSON, a malformed address. */
function refusal(error: unknown): HttpResponse<number, HttpProblem> | undefined {
  if (!(error instanceof Error) || !("statusCode" in error) || !("code" in error)) return undefined;
  const { statusCode, code } = error;
  if (typeof statusCode !== "number" || statusCode < 400 || statusCode > 499) return undefined;
  if (typeof code !== "string" || !code.startsWith("FST_")) return undefined;
  const named = refusals[statusCode] ?? "INVALID_REQUEST";
  return { status: statusCode, body: { code: named, message: error.message } };
}

const refusals: Readonly<Record<number, string>> = {
  413: "BODY_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
};
