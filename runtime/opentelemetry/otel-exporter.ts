import { type Attributes, SpanKind, trace, type Tracer } from "@opentelemetry/api";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import { sqlState } from "../sql/sql-error.ts";
import type { Arrow } from "../trace/arrow-event.ts";
import type { ArrowObserver } from "../trace/arrow-observer.ts";
import { queryAttributes } from "./otel-query-attributes.ts";
import { otelRuns } from "./otel-runs.ts";
import { inSpan } from "./otel-span.ts";

export interface OtelExporterOptions {
  readonly protocol: DiagramProtocol;
  /** The application's own tracer. Default: the one that its OpenTelemetry SDK registered. */
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
  const runs = otelRuns();
  const label = (code: string): string => protocol.participants[code]?.label ?? code;
  return {
    observe(arrow, proceed) {
      const to = protocol.participants[arrow.to];
      const resource = to?.role === "resource" ? to.kind : undefined;
      const step = arrow.step === undefined ? undefined : protocol.steps[arrow.step];
      const description = {
        name: `${label(arrow.from)} → ${label(arrow.to)}: ${arrow.method}`,
        // What goes to Kafka has a span of its own, that of the message.
        kind: resource === undefined || resource === "kafka" ? SpanKind.INTERNAL : SpanKind.CLIENT,
        attributes: {
          ...arrowAttributes(protocol, arrow),
          ...(resource === undefined ? {} : queryAttributes(resource, step)),
        },
        parent: runs.parentOf(arrow.run),
      };
      return inSpan(tracer, description, async (span) => {
        runs.began(arrow.run, span);
        try {
          return await proceed();
        } catch (error) {
          const state = resource === "sql" ? sqlState(error) : undefined;
          if (state !== undefined) span.setAttribute("db.response.status_code", state);
          throw error;
        }
      });
    },
  };
}

function arrowAttributes(protocol: DiagramProtocol, arrow: Arrow): Attributes {
  return {
    "seqwright.diagram": protocol.name,
    "seqwright.from": arrow.from,
    "seqwright.to": arrow.to,
    "seqwright.method": arrow.method,
    "seqwright.run": arrow.run,
    "seqwright.payload.digest": arrow.digest,
    ...(arrow.step === undefined ? {} : { "seqwright.step": arrow.step }),
    ...(arrow.line === undefined
      ? {}
      : { "code.file.path": protocol.source, "code.line.number": arrow.line }),
  };
}
