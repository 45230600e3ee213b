import {
  context,
  type Context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { HttpEndpoints, HttpRequest, HttpRoute } from "../ports/http-route.ts";
import type { OtelOptions } from "./otel-messaging.ts";
import { inSpan } from "./otel-span.ts";

type Serve = (routes: readonly HttpRoute[]) => HttpEndpoints;

/** The same way to serve endpoints, but every request has a span: a child of the client's, where it sends one. */
export function otelServe(serve: Serve, { tracer = trace.getTracer("seqwright") }: OtelOptions = {}): Serve {
  const observed = (route: HttpRoute): HttpRoute => ({
    ...route,
    handler: async (request) =>
      inSpan(
        tracer,
        {
          name: `${route.method} ${route.path}`,
          kind: SpanKind.SERVER,
          attributes: { "http.request.method": route.method, "http.route": route.path },
          parent: contextOf(request),
        },
        async (span) => {
          const response = await route.handler(request);
          span.setAttribute("http.response.status_code", response.status);
          if (response.status >= 500) {
            span.setAttribute("error.type", String(response.status));
            span.setStatus({ code: SpanStatusCode.ERROR });
          }
          return response;
        },
      ),
  });
  return (routes) => serve(routes.map(observed));
}

/** What the client says its request belongs to, unless an instrumentation of the server has read that already. */
function contextOf({ headers }: HttpRequest): Context {
  const told = propagation.extract(ROOT_CONTEXT, headers);
  const active = trace.getSpanContext(context.active());
  return active !== undefined && active.traceId === trace.getSpanContext(told)?.traceId
    ? context.active()
    : told;
}
