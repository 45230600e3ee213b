import { FatalError, RetryableError } from "../../errors/errors.ts";
import { adminError, type AdminRefusal, adminRefusal, refusalKind } from "./admin-error.ts";
import type { MinioAdminOptions } from "./minio-admin.ts";
import { minioEndpoint } from "./minio-connection.ts";
import { canonicalQuery, signedHeaders } from "./sigv4.ts";

/** One call of the admin API. */
export interface AdminCall {
  readonly method: "GET" | "PUT" | "DELETE";
  /** Behind `/minio/admin/v3/`. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** What for, to be read after "MinIO refused to". */
  readonly attempted: string;
  /** Resolve to `undefined` when there is no such user or policy. */
  readonly absentIsFine?: boolean;
}

/** Sends calls and resolves to the body of the answer; rejects with an error that says whether to try again. */
export function adminCaller(options: MinioAdminOptions): (call: AdminCall) => Promise<string | undefined> {
  const { timeoutMs = 10_000, now = Date.now, region = "us-east-1" } = options;
  const endpoint = minioEndpoint(options.endpoint);
  if (!/^[!-~]+$/.test(options.accessKey))
    throw new FatalError("the access key for MinIO must be plain ASCII");
  // How far the server's clock is ahead of ours, once it has complained.
  let clockOffsetMs = 0;

  const exchange = async (call: AdminCall): Promise<Response> => {
    const url = new URL(`/minio/admin/v3/${call.path}?${canonicalQuery(call.parameters)}`, endpoint);
    const body = call.body ?? new Uint8Array();
    const at = new Date(now() + clockOffsetMs);
    const headers = signedHeaders({ method: call.method, url, body, at }, { ...options, region });
    return fetch(url, {
      method: call.method,
      headers,
      ...(body.length > 0 && { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
  };

  const attempt = async (call: AdminCall): Promise<Answer> => {
    try {
      const response = await exchange(call);
      const text = await response.text();
      return response.ok
        ? { ok: true, text }
        : { ok: false, refusal: adminRefusal(response.status, text), date: response.headers.get("date") };
    } catch (error) {
      // Whatever fetch throws: nobody listens, the connection broke, no answer in time.
      throw new RetryableError(`could not reach MinIO to ${call.attempted}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  };

  return async (call) => {
    let answer = await attempt(call);
    if (!answer.ok && refusalKind(answer.refusal) === "clock skew") {
      clockOffsetMs = Date.parse(answer.date ?? "") - now() || 0;
      answer = await attempt(call);
    }
    return answer.ok ? answer.text : valueOfRefusal(answer.refusal, call);
  };
}

type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: AdminRefusal; readonly date: string | null };

function valueOfRefusal(refusal: AdminRefusal, call: AdminCall): string | undefined {
  const kind = refusalKind(refusal);
  if (kind === "already done") return "";
  if (kind === "absent" && call.absentIsFine === true) return undefined;
  throw adminError(call.attempted, refusal);
}

// fetch says only "fetch failed"; what happened is in the cause.
function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (reason instanceof AggregateError && reason.message === "")
    return reason.errors.map(reasonOf).join("; ");
  return reason instanceof Error ? reason.message : String(reason);
}
