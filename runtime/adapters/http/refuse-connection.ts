import type { Socket } from "node:net";
import { httpStatusNames } from "../../model/http/statuses.ts";
import type { HttpProblem } from "./http-failure.ts";

/** Answers a connection that sends no valid request, or none in time, and closes it. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const { status, problem } = refusals[error.code ?? ""] ?? notHttp;
  const body = JSON.stringify(problem);
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${httpStatusNames(status)[0] ?? ""}\r\n` +
        `content-type: application/json; charset=utf-8\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  socket.destroy(error);
}

interface Refusal {
  readonly status: number;
  readonly problem: HttpProblem;
}

const notHttp: Refusal = {
  status: 400,
  problem: { code: "INVALID_REQUEST", message: "This is not a request that HTTP knows." },
};

const refusals: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    problem: { code: "REQUEST_TIMEOUT", message: "The request did not arrive in time." },
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    problem: { code: "HEADERS_TOO_LARGE", message: "The headers of the request are too large." },
  },
};
