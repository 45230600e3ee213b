import { createHash, createHmac } from "node:crypto";

export interface RequestToSign {
  readonly method: string;
  readonly url: URL;
  readonly body: Uint8Array;
  readonly at: Date;
}

export interface SigningCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/**
 * The headers that sign an S3 request (AWS Signature Version 4). The query of `url` must have been written by
 * `canonicalQuery`, so that what is signed is what is sent.
 */
export function signedHeaders(
  { method, url, body, at }: RequestToSign,
  { accessKey, secretKey, region }: SigningCredentials,
): Readonly<Record<string, string>> {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = time.slice(0, 8);
  const bodyHash = sha256(body);
  const canonicalRequest = [
    method,
    url.pathname,
    url.search.slice(1),
    `host:${url.host}`,
    `x-amz-content-sha256:${bodyHash}`,
    `x-amz-date:${time}`,
    "",
    headerNames,
    bodyHash,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256(canonicalRequest)].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  const signature = hmac(key, toSign).toString("hex");
  return {
    "x-amz-date": time,
    "x-amz-content-sha256": bodyHash,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${headerNames}, Signature=${signature}`,
  };
}

/** A query string in the one order and spelling that signatures are made over. */
export function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`)
    .sort()
    .join("&");
}

const headerNames = "host;x-amz-content-sha256;x-amz-date";

// RFC 3986 keeps only letters, digits and -._~ as they are; encodeURIComponent spares five more.
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
