import type { AddressInfo } from "node:net";
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from "fastify";
import { parse } from "../../decode.ts";
import type { HttpEndpoints, HttpRoute } from "../../ports/http-route.ts";
import { httpFailure } from "./http-failure.ts";
import { pathTemplate } from "./path-template.ts";

export interface HttpServerOptions {
  readonly routes: readonly HttpRoute[];
  /** A free port when 0, which it is unless said otherwise. */
  readonly port?: number;
  /** The address to listen on. `127.0.0.1` unless said otherwise: reachable from this machine only. */
  readonly host?: string;
  /** Larger bodies are refused with 413. 1 MiB unless said otherwise. */
  readonly bodyBytesMax?: number;
  /** How long a client may take to send its request. 30,000 unless said otherwise. */
  readonly requestTimeoutMs?: number;
  /** How long stopping waits for requests under way before it cuts them off. 10,000 unless said otherwise. */
  readonly shutdownGraceMs?: number;
  /** Told of every failure that clients see only as a 500 or 503. */
  readonly onError?: (error: unknown, request: { readonly method: string; readonly path: string }) => void;
}

/** Serves routes over HTTP, with JSON in both directions. */
export function httpServer(options: HttpServerOptions): HttpEndpoints {
  const { host = "127.0.0.1", port = 0, shutdownGraceMs = 10_000 } = options;
  const app = fastify({
    bodyLimit: options.bodyBytesMax ?? 1_048_576,
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    forceCloseConnections: "idle",
    // Longer parameters would be answered as if there were no such path.
    routerOptions: { maxParamLength: 2048 },
    frameworkErrors: (error, _request, reply) => void respond(reply as FastifyReply, httpFailure(error, [])),
  });
  app.setErrorHandler((error, _request, reply) => respond(reply, httpFailure(error, [])));
  app.setNotFoundHandler((request, reply) =>
    respond(reply, {
      status: 404,
      body: { code: "NOT_FOUND", message: `There is no ${request.method} here.` },
    }),
  );
  for (const route of options.routes) addRoute(app, route, options.onError);

  let listening: Promise<string> | undefined;
  let stopped: Promise<void> | undefined;

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

function addRoute(app: FastifyInstance, route: HttpRoute, onError: HttpServerOptions["onError"]): void {
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
        const places = { path: inPath, query };
        const parsed = given.map(({ name, in: place, schema }): [string, unknown] => [
          name,
          parse(schema, place === "body" ? body : places[place][name], name),
        ]);
        const parameters = { ...inPath, ...Object.fromEntries(parsed) };
        const signal = abortedWhenGone(reply);
        return await respond(reply, await route.handler({ parameters, query, body, headers, signal }));
      } catch (error) {
        const failure = httpFailure(error, blamable);
        if (failure.status >= 500) onError?.(error, { method: route.method, path: route.path });
        return respond(reply, failure);
      }
    },
  });
}

/** Aborted when the connection closes before the answer has been sent. */
function abortedWhenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort(new Error("the client has gone"));
  });
  return gone.signal;
}

function respond(
  reply: FastifyReply,
  {
    status,
    body,
    headers = {},
  }: { status: number; body: unknown; headers?: Readonly<Record<string, string>> },
): FastifyReply {
  void reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(body));
}
