import { context, type Context, ROOT_CONTEXT, type Span, type SpanContext, trace } from "@opentelemetry/api";

/**
 * Keeps work in the background in the trace of its run. There, no span is active, or one that was active when the
 * background began.
 */
export interface OtelRuns {
  /** What the next span of a run belongs to. */
  parentOf(run: string): Context;
  began(run: string, span: Span): void;
}

/** Of so many runs at most; the oldest are forgotten, and go on in a trace of their own. */
const runsMax = 10_000;

export function otelRuns(): OtelRuns {
  const firstSpans = new Map<string, SpanContext>();
  return {
    parentOf(run) {
      const active = context.active();
      const first = firstSpans.get(run);
      if (first === undefined || trace.getSpanContext(active)?.traceId === first.traceId) return active;
      return trace.setSpanContext(ROOT_CONTEXT, first);
    },
    began(run, span) {
      if (firstSpans.has(run)) return;
      firstSpans.set(run, span.spanContext());
      const [oldest] = firstSpans.keys();
      if (firstSpans.size > runsMax && oldest !== undefined) firstSpans.delete(oldest);
    },
  };
}
