import { FatalError, RetryableError } from "../../errors/errors.ts";
import type { HttpResponse } from "../../ports/http-response.ts";
import { type PollingOptions, type PollingResult, pollUntil } from "./poll-until.ts";

export interface PollingClientOptions extends PollingOptions {
  /** `http://127.0.0.1:8080/api/content/jobs/{jobId}/status` */
  readonly url: string;
  /** Whether to ask again after this answer. Default: while the body's `status` is PENDING or PROCESSING. */
  readonly isPending?: (response: HttpResponse) => boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: Node's own. */
  readonly fetch?: typeof fetch;
}

export interface PollingClient {
  /** Asks with these values in the address until the answer is final. */
  poll(
    parameters: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<PollingResult<HttpResponse>>;
}

/** Asks an endpoint every two seconds, at most 15 times, as long as the work behind it goes on. */
export function pollingClient(options: PollingClientOptions): PollingClient {
  const { url, isPending = isUnfinished, headers = {}, fetch: ask = fetch } = options;
  return {
    async poll(parameters, signal = options.signal) {
      const address = url.replace(/\{([^{}]+)\}/g, (_, name: string) => {
        const value = parameters[name];
        if (value === undefined) throw new FatalError(`${url} needs a value for "${name}"`);
        return encodeURIComponent(value);
      });
      return pollUntil(
        (signal) => get(address, { headers, signal }, ask),
        (response) => !isPending(response),
        { ...options, ...(signal === undefined ? {} : { signal }) },
      );
    },
  };
}

async function get(
  address: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
  ask: typeof fetch,
): Promise<HttpResponse> {
  let response: Response;
  let text: string;
  try {
    response = await ask(address, init);
    text = await response.text();
  } catch (cause) {
    throw new RetryableError(`get ${address}: no answer`, { cause });
  }
  const { status } = response;
  if (status >= 500 || status === 408 || status === 429)
    throw new RetryableError(`get ${address}: answered ${status}`);
  return { status, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isUnfinished({ status, body }: HttpResponse): boolean {
  if (status !== 200 || typeof body !== "object" || body === null || !("status" in body))
    return status === 202;
  return body.status === "PENDING" || body.status === "PROCESSING";
}
