import { type Span, SpanKind, type SpanOptions, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { protocol } from "../../../../generated/content-이미지결과조회/steps.gen.ts";
import { otelExporter } from "../../../../runtime/trace/otel-exporter.ts";
import { traced } from "../../../../runtime/trace/traced.ts";

interface SeenSpan {
  readonly name: string;
  readonly options: SpanOptions;
  status?: unknown;
  exception?: unknown;
  ended: boolean;
}

/** A tracer as an SDK would register it, as far as an exporter can see. */
function recordingTracer(): { readonly tracer: Tracer; readonly spans: SeenSpan[] } {
  const spans: SeenSpan[] = [];
  const startActiveSpan = (name: string, options: SpanOptions, work: (span: Span) => unknown): unknown => {
    const seen: SeenSpan = { name, options, ended: false };
    spans.push(seen);
    return work({
      recordException: (exception: unknown) => void (seen.exception = exception),
      setStatus: (status: unknown) => void (seen.status = status),
      end: () => void (seen.ended = true),
    } as unknown as Span);
  };
  return { tracer: { startActiveSpan } as unknown as Tracer, spans };
}

const cache = {
  get: async (key: string) => `secret of ${key}`,
  del: async () => Promise.reject(new Error("connection reset")),
};

test("every arrow is a span with the diagram's names, and without its payload", async () => {
  const { tracer, spans } = recordingTracer();
  const port = traced(cache, {
    protocol,
    from: "JobMgr",
    to: "Cache",
    observer: otelExporter({ protocol, tracer }),
  });

  expect(await port.get("job:private")).toBe("secret of job:private");

  expect(spans).toMatchObject([
    {
      name: "JobManager → Redis Cache: get",
      ended: true,
      options: {
        kind: SpanKind.CLIENT,
        attributes: {
          "seqwright.diagram": "content-이미지결과조회",
          "seqwright.step": "JobMgr → Cache: job:{jobId}",
          "code.lineno": 32,
        },
      },
    },
  ]);
  expect(JSON.stringify(spans)).not.toMatch(/private|secret/);
});

test("a failed arrow is a failed span", async () => {
  const { tracer, spans } = recordingTracer();
  const port = traced(cache, {
    protocol,
    from: "JobMgr",
    to: "Cache",
    observer: otelExporter({ protocol, tracer }),
  });

  await expect(port.del()).rejects.toThrow("connection reset");

  expect(spans).toMatchObject([
    { ended: true, status: { code: SpanStatusCode.ERROR, message: "connection reset" } },
  ]);
});

test("without an SDK, calls go through unchanged", async () => {
  const port = traced(cache, { protocol, from: "JobMgr", to: "Cache", observer: otelExporter({ protocol }) });
  expect(await port.get("a")).toBe("secret of a");
  await expect(port.del()).rejects.toThrow("connection reset");
});
