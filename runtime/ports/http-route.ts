import type { ZodType } from "zod";
import type { HttpResponse } from "./http-response.ts";

/** One endpoint. */
export interface HttpRoute {
  /** `GET`, `POST` … */
  readonly method: string;
  /** `/api/content/jobs/{jobId}/status` */
  readonly path: string;
  /** What each parameter must be. A request with another one is refused, and the handler never sees it. */
  readonly parameters?: readonly HttpRouteParameter[];
  readonly handler: (request: HttpRequest) => Promise<HttpResponse>;
}

export interface HttpRouteParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "body";
  /** Of a header: what stands before the value and is not part of it, as in `Bearer {token}`. */
  readonly before?: string;
  readonly schema: ZodType;
}

export interface HttpRequest {
  /** By name, decoded; as their schemas have them where there are any. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Aborted when nobody waits for the answer any more: the client has gone, or the time is over. */
  readonly signal: AbortSignal;
}

/** Serves endpoints. */
export interface HttpEndpoints extends AsyncDisposable {
  /** Resolves to the address, `http://127.0.0.1:49152`, when requests are taken. */
  start(): Promise<string>;
  /** Takes no more requests, finishes those under way, and closes. Disposing does the same. */
  stop(): Promise<void>;
}
