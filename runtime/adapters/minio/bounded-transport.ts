import {
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
  type RequestOptions,
} from "node:http";
import { request as httpsRequest } from "node:https";
import { xmlElement } from "./xml-element.ts";

export interface BoundedTransport {
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest;
}

/**
 * Sends requests as Node does, but gives up when the server is silent for too long, which the client never does, and
 * fails requests that the server cannot serve now with what it says about that, which the client never reads.
 */
export function boundedTransport(isSecure: boolean, timeoutMs: number): BoundedTransport {
  const send = isSecure ? httpsRequest : httpRequest;
  return {
    request(options, onResponse) {
      const request = send(options, (response) => {
        if (!mayPass(response)) return onResponse(response);
        readStart(response).then(
          (body) => request.emit("error", new Error(describe(response, body))),
          (error: unknown) => request.emit("error", error),
        );
      });
      request.setTimeout(timeoutMs, () => {
        request.destroy(new Error(`the server was silent for ${timeoutMs} ms`));
      });
      return request;
    },
  };
}

function mayPass({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode === 408 || statusCode === 429 || statusCode === 499 || isServerFault(statusCode);
}

// 501 says that there is no such operation, and 507 has a code of its own.
function isServerFault(status: number): boolean {
  return status >= 500 && status !== 501 && status !== 507;
}

const bodyLengthMax = 10_000;

/** Reads to the end, so that the connection can be used again, but keeps no more than an error could have. */
async function readStart(response: IncomingMessage): Promise<string> {
  let start = "";
  response.setEncoding("utf8");
  for await (const chunk of response as AsyncIterable<string>) {
    if (start.length < bodyLengthMax) start += chunk;
  }
  return start;
}

function describe({ statusCode }: IncomingMessage, body: string): string {
  const said = [xmlElement(body, "Code"), xmlElement(body, "Message")].filter((part) => part !== undefined);
  return [`the server answered ${statusCode}`, ...said].join(", ");
}
