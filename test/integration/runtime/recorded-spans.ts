import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

export interface RecordedSpans extends AsyncDisposable {
  /** Those that have ended, in the order of their ends. */
  readonly spans: readonly ReadableSpan[];
  /** Names, innermost first, from this span up to the one that has no parent here. */
  lineage(span: ReadableSpan | undefined): readonly string[];
}

/** OpenTelemetry's own SDK, registered as an application does it, with spans kept in memory. */
export function recordedSpans(): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const spans = (): readonly ReadableSpan[] => exporter.getFinishedSpans();
  const parentOf = ({ parentSpanContext: parent }: ReadableSpan): ReadableSpan | undefined =>
    spans().find((span) => {
      const { traceId, spanId } = span.spanContext();
      return traceId === parent?.traceId && spanId === parent.spanId;
    });
  const lineage = (span: ReadableSpan | undefined): readonly string[] =>
    span === undefined ? [] : [span.name, ...lineage(parentOf(span))];
  return {
    get spans() {
      return spans();
    },
    lineage,
    async [Symbol.asyncDispose]() {
      await provider.shutdown();
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}
