import { SpanKind, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";
import type { DiagramProtocol } from "../protocol/diagram-protocol.ts";
import type { ArrowObserver } from "./arrow-observer.ts";

export interface OtelExporterOptions {
  readonly protocol: DiagramProtocol;
  /** The application's own tracer. The one that its OpenTelemetry SDK registered unless given. */
  readonly tracer?: Tracer;
}

/**
 * Makes a span of every arrow, inside the span of the arrow that led to it. Costs next to nothing unless the application
 * has registered an OpenTelemetry SDK. Payloads stay out: a span carries their digest only.
 */
export function otelExporter({
  protocol,
  tracer = trace.getTracer("seqwright"),
}: OtelExporterOptions): ArrowObserver {
  const labels = protocol.participants;
  return {
    observe: (arrow, proceed) =>
      tracer.startActiveSpan(
        `${labels[arrow.from]?.label ?? arrow.from} → ${labels[arrow.to]?.label ?? arrow.to}: ${arrow.method}`,
        {
          kind: labels[arrow.to]?.role === "resource" ? SpanKind.CLIENT : SpanKind.INTERNAL,
          attributes: {
            "seqwright.diagram": protocol.name,
            "seqwright.from": arrow.from,
            "seqwright.to": arrow.to,
            "seqwright.method": arrow.method,
            "seqwright.run": arrow.run,
            "seqwright.payload.digest": arrow.digest,
            ...(arrow.step === undefined ? {} : { "seqwright.step": arrow.step }),
            ...(arrow.line === undefined
              ? {}
              : { "code.lineno": arrow.line, "code.filepath": protocol.source }),
          },
        },
        async (span) => {
          try {
            return await proceed();
          } catch (error) {
            if (error instanceof Error) span.recordException(error);
            span.setStatus({
              code: SpanStatusCode.ERROR,
              message: error instanceof Error ? error.message : String(error),
            });
            throw error;
          } finally {
            span.end();
          }
        },
      ),
  };
}
