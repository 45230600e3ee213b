import {
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
  type RequestOptions,
} from "node:http";
import { request as httpsRequest } from "node:https";

export interface BoundedTransport {
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest;
}

/** Sends requests as Node does, and gives up when the server is silent for too long, which the client never does. */
export function boundedTransport(isSecure: boolean, timeoutMs: number): BoundedTransport {
  const send = isSecure ? httpsRequest : httpRequest;
  return {
    request(options, onResponse) {
      const request = send(options, onResponse);
      request.setTimeout(timeoutMs, () => {
        request.destroy(new Error(`the server was silent for ${timeoutMs} ms`));
      });
      return request;
    },
  };
}
