/** Spans of a running system, for applications that have an OpenTelemetry SDK. Needs `@opentelemetry/api` alone. */
export { otelExporter, type OtelExporterOptions } from "./otel-exporter.ts";
export { otelServe } from "./otel-http.ts";
export { type OtelOptions, otelPublisher, otelSubscribe } from "./otel-messaging.ts";
export { withOpenTelemetry } from "./with-opentelemetry.ts";
