import type { ResourceClients } from "../system/system-definition.ts";
import type { SystemOptions } from "../system/system-options.ts";
import { otelExporter, type OtelExporterOptions } from "./otel-exporter.ts";
import { otelServe } from "./otel-http.ts";
import { otelPublisher, otelSubscribe } from "./otel-messaging.ts";

/**
 * The same options, but with spans for everything that the system does: for requests and events that come in, each
 * belonging to the trace of whoever sent it, for every arrow, and for events that go out.
 * `startSystem(system, withOpenTelemetry(options, system))`
 */
export function withOpenTelemetry(
  options: SystemOptions,
  { protocol, tracer }: OtelExporterOptions,
): SystemOptions {
  const otel = tracer === undefined ? {} : { tracer };
  const publishing = (clients: Partial<ResourceClients>): Partial<ResourceClients> =>
    clients.events === undefined ? clients : { ...clients, events: otelPublisher(clients.events, otel) };
  const { clients, clientsOf, observers = [], subscribe, serve } = options;
  return {
    ...options,
    observers: [otelExporter({ protocol, ...otel }), ...observers],
    ...(clients === undefined ? {} : { clients: publishing(clients) }),
    ...(clientsOf === undefined
      ? {}
      : {
          clientsOf: Object.fromEntries(
            Object.entries(clientsOf).map(([code, one]) => [code, publishing(one)]),
          ),
        }),
    ...(subscribe === undefined ? {} : { subscribe: otelSubscribe(subscribe, otel) }),
    ...(serve === undefined ? {} : { serve: otelServe(serve, otel) }),
  };
}
