import {
  type Attributes,
  context,
  type Context,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
} from "@opentelemetry/api";

export interface SpanDescription {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** The parent of the span. Default: the active span. */
  readonly parent?: Context;
}

/** Does `work` inside a span of its own, which notes how it failed, if it does. */
export async function inSpan<T>(
  tracer: Tracer,
  { name, parent = context.active(), ...options }: SpanDescription,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      noteFailure(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function noteFailure(span: Span, error: unknown): void {
  if (!(error instanceof Error)) {
    span.setAttribute("error.type", typeof error);
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    return;
  }
  span.setAttribute("error.type", error.name);
  span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}
