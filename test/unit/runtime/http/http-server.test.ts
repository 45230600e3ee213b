import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { httpServer, type HttpServerOptions } from "../../../../runtime/adapters/http/index.ts";
import { FatalError, InvalidPayloadError, RetryableError } from "../../../../runtime/errors/errors.ts";
import type { HttpRoute } from "../../../../runtime/ports/http-route.ts";
import { deferred } from "../../../support/deferred.ts";

async function serving(routes: readonly HttpRoute[], options: Omit<HttpServerOptions, "routes"> = {}) {
  const server = httpServer({ ...options, routes });
  onTestFinished(() => server.stop());
  return { server, url: await server.start() };
}

async function ask(address: string, init?: RequestInit): Promise<{ status: number; body: unknown }> {
  const response = await fetch(address, init);
  return { status: response.status, body: JSON.parse((await response.text()) || "null") };
}

const echo: HttpRoute = {
  method: "POST",
  path: "/orders/{order id}/items-{item}",
  parameters: [
    { name: "order id", in: "path", schema: z.string().min(1) },
    { name: "limit", in: "query", schema: z.coerce.number().int() },
    { name: "body", in: "body", schema: z.object({ note: z.string() }) },
  ],
  handler: async ({ parameters }) => ({ status: 201, body: parameters }),
};

test("parameters are decoded and checked, wherever they are in the request", async () => {
  const { url } = await serving([echo]);
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"note":"n","more":1}',
  };

  expect(await ask(`${url}/orders/${encodeURIComponent("a/b 한글?")}/items-7?limit=3`, init)).toEqual({
    status: 201,
    body: { "order id": "a/b 한글?", item: "7", limit: 3, body: { note: "n" } },
  });
});

test.each<[string, string, RequestInit, number, string]>([
  ["a wrong query", "/orders/1/items-2?limit=x", { body: '{"note":""}' }, 400, "limit is not valid"],
  ["a wrong body", "/orders/1/items-2?limit=1", { body: "{}" }, 400, "body is not valid: note"],
  ["no JSON", "/orders/1/items-2?limit=1", { body: "{" }, 400, ""],
  ["a prototype", "/orders/1/items-2?limit=1", { body: '{"__proto__":{"note":"x"}}' }, 400, ""],
  ["a malformed address", "/orders/%ff/items-2", { body: "{}" }, 400, ""],
  ["a large body", "/orders/1/items-2?limit=1", { body: `{"note":"${"x".repeat(2000)}"}` }, 413, "large"],
  ["an unknown address", "/nowhere", { body: "{}" }, 404, "There is no POST /nowhere."],
  [
    "another method",
    "/orders/1/items-2?secret=x",
    { method: "PUT", body: "{}" },
    404,
    "There is no PUT /orders/1/items-2.",
  ],
  [
    "another kind of body",
    "/orders/1/items-2",
    { body: "<a/>", headers: { "content-type": "text/xml" } },
    415,
    "",
  ],
])("%s is refused with a reason", async (_what, path, init, status, message) => {
  const { url } = await serving([echo], { bodyBytesMax: 1000 });

  const answer = await ask(url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    ...init,
  });

  expect(answer.status).toBe(status);
  expect(answer.body).toEqual(
    expect.objectContaining({ code: expect.any(String), message: expect.stringContaining(message) }),
  );
});

test.each<[Error, number, string]>([
  [new InvalidPayloadError("id", ["too long"]), 400, "INVALID_REQUEST"],
  [new InvalidPayloadError("row of table secrets", ["password: too short"]), 500, "INTERNAL_ERROR"],
  [new FatalError("password=hunter2"), 500, "INTERNAL_ERROR"],
  [new TypeError("cannot read secret"), 500, "INTERNAL_ERROR"],
  [new RetryableError("db-7.internal is down"), 503, "TEMPORARILY_UNAVAILABLE"],
  [Object.assign(new Error("upstream says teapot"), { statusCode: 418, code: "X" }), 500, "INTERNAL_ERROR"],
])("%s of a handler says no more than it should", async (error, status, code) => {
  const seen: unknown[] = [];
  const handler = async (): Promise<never> => {
    throw error;
  };
  const { url } = await serving([{ method: "GET", path: "/things/{id}", handler }], {
    onError: (failure) => void seen.push(failure),
  });

  const answer = await ask(`${url}/things/1`);

  expect(answer).toMatchObject({ status, body: { code } });
  expect(JSON.stringify(answer)).not.toMatch(/password|secret|hunter2|internal is down|teapot/);
  expect(seen).toEqual(status >= 500 ? [error] : []);
});

test("stopping finishes the request under way and takes no other", async () => {
  const arrived = deferred();
  const finish = deferred();
  const handler = async () => {
    arrived.resolve();
    await finish.promise;
    return { status: 200, body: "done" };
  };
  const patience = { shutdownGraceMs: 60_000 };
  const { server, url } = await serving([{ method: "GET", path: "/slow", handler }], patience);

  const answer = ask(`${url}/slow`);
  await arrived.promise;
  const stopped = server.stop();
  finish.resolve();

  expect(await answer).toEqual({ status: 200, body: "done" });
  await stopped;
  await expect(fetch(`${url}/slow`)).rejects.toThrow("fetch failed");
});

test("a request that takes for ever is cut off when the server's patience is over", async () => {
  let arrived: () => void = () => undefined;
  const atWork = new Promise<void>((resolve) => (arrived = resolve));
  const handler = async (): Promise<never> => {
    arrived();
    return new Promise(() => undefined);
  };
  const { server, url } = await serving([{ method: "GET", path: "/", handler }], { shutdownGraceMs: 50 });

  const answer = fetch(url).then(
    () => "answered",
    () => "cut off",
  );
  await atWork;
  await server.stop();

  expect(await answer).toBe("cut off");
});

test("a handler learns that its client has gone", async () => {
  const client = new AbortController();
  const gone = new Promise<AbortSignal>((resolve) => {
    const handler: HttpRoute["handler"] = async ({ signal }) => {
      signal.addEventListener("abort", () => resolve(signal));
      client.abort();
      return new Promise(() => undefined);
    };
    void serving([{ method: "GET", path: "/", handler }], { shutdownGraceMs: 1 }).then(({ url }) =>
      fetch(url, { signal: client.signal }).catch(() => undefined),
    );
  });

  expect((await gone).aborted).toBe(true);
});

/** Sends these bytes and no more, and yields all that comes back until the server closes the connection. */
async function rawly(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  let answer = "";
  for await (const chunk of socket.setEncoding("utf8") as AsyncIterable<string>) answer += chunk;
  return answer;
}

test.each<[string, string, number, string]>([
  ["headers that never end", "GET / HTTP/1.1\r\nhost: x\r\n", 408, "REQUEST_TIMEOUT"],
  [
    "a body that never ends",
    'POST /orders/1/items-2?limit=1 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"',
    408,
    "REQUEST_TIMEOUT",
  ],
  ["no HTTP", "HELO example.org\r\n\r\n", 400, "INVALID_REQUEST"],
  [
    "endless headers",
    `GET / HTTP/1.1\r\nhost: x\r\nlong: ${"x".repeat(20_000)}\r\n\r\n`,
    431,
    "HEADERS_TOO_LARGE",
  ],
])("a client that sends %s is refused with a reason, and loses its connection", async (...row) => {
  const [, bytes, status, code] = row;
  const { url } = await serving([echo], { requestTimeoutMs: 50 });

  const answer = await rawly(url, bytes);

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const body: unknown = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")));
  expect(body).toEqual({ code, message: expect.any(String) });
});

test("a handler that does not answer in time is answered for, and told", async () => {
  const seen: unknown[] = [];
  let reason: unknown;
  const handler: HttpRoute["handler"] = ({ signal }) => {
    signal.addEventListener("abort", () => (reason = signal.reason));
    return new Promise(() => undefined);
  };
  const { url } = await serving([{ method: "GET", path: "/", handler }], {
    handlerDeadlineMs: 20,
    onError: (error) => void seen.push(error),
  });

  const response = await fetch(url);

  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await response.json()).toMatchObject({ code: "TEMPORARILY_UNAVAILABLE" });
  expect(seen).toEqual([new RetryableError("the handler did not answer within 20 ms")]);
  expect(reason).toBe(seen[0]);
});

test("a request that is still arriving when the server stops is told to come back", async () => {
  const arrived = deferred();
  const finish = deferred();
  const handler = async () => {
    arrived.resolve();
    await finish.promise;
    return { status: 200, body: "done" };
  };
  const patience = { shutdownGraceMs: 60_000 };
  const { server, url } = await serving([{ method: "GET", path: "/slow", handler }], patience);
  const { hostname, port } = new URL(url);
  const late = connect(Number(port), hostname).setEncoding("utf8");
  late.write("GET /slow HTTP/1.1\r\nhost: x\r\n");
  const answer = ask(`${url}/slow`);
  await arrived.promise;

  const stopped = server.stop();
  late.write("\r\n");
  let refusal = "";
  for await (const chunk of late as AsyncIterable<string>) refusal += chunk;
  finish.resolve();

  expect(refusal).toMatch(/^HTTP\/1.1 503 /);
  expect(refusal).toMatch(/retry-after: 1\r\n.*"code":"TEMPORARILY_UNAVAILABLE"/s);
  expect(await answer).toEqual({ status: 200, body: "done" });
  await stopped;
});

test("a path that is none is refused when the server is made", () => {
  const handler = async () => ({ status: 200, body: undefined });
  for (const path of ["jobs", "/jobs/*", "/{a}/{a}"])
    expect(() => httpServer({ routes: [{ method: "GET", path, handler }] })).toThrow("is not a path");
});

test("a listener that rejects is a warning, and the client is answered", async () => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const route: HttpRoute = {
    method: "GET",
    path: "/x",
    handler: () => Promise.reject(new Error("no")),
  };
  const report: () => unknown = () => Promise.reject(new Error("no reports today"));
  const { url } = await serving([route], { onError: report });
  expect(await ask(`${url}/x`)).toMatchObject({ status: 500 });
  expect((await warned).message).toBe("a listener failed: no reports today");
});
