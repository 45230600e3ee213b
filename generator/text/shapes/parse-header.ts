import type { RequestHeader } from "../model.ts";

/**
 * A request header as a diagram draws it: `Authorization: Bearer {token}`, `Idempotency-Key: …`, `X-User-Id`, also behind
 * `Header:`. `constant` where it writes out a value that says nothing to the receiver: `Accept: application/json`.
 */
export function parseHeader(line: string): RequestHeader | "constant" | undefined {
  const match = headerLine.exec(line.slice(0, lineMax));
  const name = match?.[1];
  if (name === undefined) return undefined;
  const text = (match?.[2] ?? "").trim();
  if (constants.test(name)) return "constant";
  const hole = /^([^{}<>]{0,40}?)[$#]?[{<]([\p{L}_][\p{L}\p{N}_. -]{0,79})[}>]$/u.exec(text);
  if (hole?.[2] !== undefined) return { name, value: hole[2].trim(), before: hole[1] ?? "" };
  const scheme = /^(Bearer|Basic|Token|ApiKey)\s+\S/i.exec(text)?.[1];
  return {
    name,
    value: scheme === undefined ? name : `${scheme} token`,
    before: scheme === undefined ? "" : `${scheme} `,
  };
}

const lineMax = 500;

const headerLine =
  /^\s*(?:(?:with\s+)?(?:request\s+)?(?:headers?|헤더|ヘッダー?)\s*[:=]?\s*)?((?:X|If|Idempotency|Content|Accept|Cache|User|Last|Proxy|Sec|Correlation|Request|Trace|Tenant|Api|Client|Session)(?:-[A-Za-z0-9]{1,30}){1,5}|Authorization|Cookie|Accept|Origin|Referer|Host|Traceparent)(?:\s*[:=]\s*(\S[^]*))?$/i;

/** They say how a message is written, not what it is about. */
const constants = /^(?:content-\w+|accept(?:-\w+)?|host|user-agent|cache-control)$/i;
