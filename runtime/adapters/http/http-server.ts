import type { AddressInfo } from "node:net";
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from "fastify";
import type { HttpResponse } from "../../ports/http-response.ts";
import type { HttpEndpoints, HttpRoute } from "../../ports/http-route.ts";
import { jsonText } from "../../errors/json-text.ts";
import { notify } from "../../errors/notify.ts";
import { type HttpProblem, httpFailure } from "./http-failure.ts";
import { pathTemplate } from "./path-template.ts";
import { readParameter } from "./read-parameter.ts";
import { refuseConnection } from "./refuse-connection.ts";
import { whileWanted } from "./while-wanted.ts";

export interface HttpServerOptions {
  readonly routes: readonly HttpRoute[];
  /** The port to listen on; 0 means any free one. Default: 0. */
  readonly port?: number;
  /** The address to listen on. Default: `127.0.0.1`, which only this machine can reach. */
  readonly host?: string;
  /** Larger bodies are refused with 413. Default: 1 MiB. */
  readonly bodyBytesMax?: number;
  /** How long a client may take to send its request, headers and body. Default: 30,000 ms. */
  readonly requestTimeoutMs?: number;
  /** When a handler takes longer, the client gets a 503 and the handler's signal is aborted. Default: 30,000 ms. */
  readonly handlerDeadlineMs?: number;
  /** How long stopping waits for requests under way before it cuts them off. Default: 10,000 ms. */
  readonly shutdownGraceMs?: number;
  /**
   * Called with every failure that clients see only as a 500 or 503. What it throws or rejects with becomes a warning of
   * the process; the client is answered.
   */
  readonly onError?: (error: unknown, request: { readonly method: string; readonly path: string }) => void;
}

/** Serves routes over HTTP, with JSON in both directions. */
export function httpServer(options: HttpServerOptions): HttpEndpoints {
  const { host = "127.0.0.1", port = 0, requestTimeoutMs = 30_000, shutdownGraceMs = 10_000 } = options;
  const app = fastify({
    bodyLimit: options.bodyBytesMax ?? 1_048_576,
    requestTimeout: requestTimeoutMs,
    http: {
      // Node uses the longer of these two for the body, and by default 60 seconds for the first.
      headersTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // How often Node looks for clients that are late; by default every 30 seconds.
      connectionsCheckingInterval: Math.min(Math.ceil(requestTimeoutMs / 4), 30_000),
    },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    clientErrorHandler: refuseConnection,
    // Longer parameters would be answered as if there were no such path.
    routerOptions: { maxParamLength: 2048 },
    frameworkErrors: (error, _request, reply) => void respond(reply as FastifyReply, httpFailure(error, [])),
  });
  app.setErrorHandler((error, _request, reply) => respond(reply, httpFailure(error, [])));
  app.setNotFoundHandler(({ method, url }, reply) => {
    const path = url.replace(/\?.*/s, "").slice(0, 200);
    return respond(reply, {
      status: 404,
      body: { code: "NOT_FOUND", message: `There is no ${method} ${path}.` },
    });
  });

  let listening: Promise<string> | undefined;
  let stopped: Promise<void> | undefined;

  // Clients keep connections open and send further requests over them. While the server stops, each connection is closed
  // with its next answer; otherwise stopping would wait for all of `shutdownGraceMs`.
  app.addHook("onRequest", async (_request, reply) =>
    stopped === undefined ? undefined : respond(reply, stopping),
  );
  app.addHook("onSend", async (_request, reply) => {
    if (stopped !== undefined) void reply.header("connection", "close");
  });
  for (const route of options.routes) addRoute(app, route, options);

  const listen = async (): Promise<string> => {
    await app.listen({ host, port });
    const { port: actual } = app.server.address() as AddressInfo;
    return `http://${host.includes(":") ? `[${host}]` : host}:${actual}`;
  };
  const stop = async (): Promise<void> => {
    const patience = setTimeout(() => app.server.closeAllConnections(), shutdownGraceMs);
    await listening?.catch(() => undefined);
    await app.close();
    clearTimeout(patience);
  };

  return {
    start: () => (listening ??= listen()),
    stop: () => (stopped ??= stop()),
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}

const stopping: HttpResponse<number, HttpProblem> = {
  status: 503,
  body: { code: "TEMPORARILY_UNAVAILABLE", message: "The server is stopping. Try again later." },
  headers: { "retry-after": "1" },
};

function addRoute(
  app: FastifyInstance,
  route: HttpRoute,
  { onError, handlerDeadlineMs = 30_000 }: HttpServerOptions,
): void {
  const { pattern, names } = pathTemplate(route.path);
  const given = route.parameters ?? [];
  const blamable = [...names, ...given.map(({ name }) => name), "body", "query"];
  app.route({
    method: route.method,
    url: pattern,
    async handler(request, reply) {
      try {
        const { params, query, body, headers } = request as FastifyRequest<{
          Params: Readonly<Record<string, string>>;
          Querystring: Readonly<Record<string, unknown>>;
        }>;
        const inPath = Object.fromEntries(names.map((name, index) => [name, params[`p${index}`]]));
        const places = { path: inPath, query, headers, body };
        const parsed = given.map((parameter): [string, unknown] => [
          parameter.name,
          readParameter(parameter, places),
        ]);
        const parameters = { ...inPath, ...Object.fromEntries(parsed) };
        const response = await whileWanted(reply, handlerDeadlineMs, (signal) =>
          route.handler({ parameters, query, body, headers, signal }),
        );
        return await respond(reply, response);
      } catch (error) {
        const failure = httpFailure(error, blamable);
        if (failure.status >= 500) notify(onError, error, { method: route.method, path: route.path });
        return respond(reply, failure);
      }
    },
  });
}

function respond(reply: FastifyReply, { status, body, headers = {} }: HttpResponse): FastifyReply {
  void reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  return reply.type("application/json; charset=utf-8").send(jsonText(body));
}
