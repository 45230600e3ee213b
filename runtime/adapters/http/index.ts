/** The diagrams' endpoints, on fastify, and the client that polls them. */
export type { HttpProblem } from "./http-failure.ts";
export { httpServer, type HttpServerOptions } from "./http-server.ts";
export {
  type PollingClock,
  type PollingOptions,
  type PollingResult,
  pollUntil,
  systemPollingClock,
} from "./poll-until.ts";
export { pollingClient, type PollingClient, type PollingClientOptions } from "./polling-client.ts";
