import { expect, test } from "vitest";
import { canonicalQuery, signedHeaders } from "../../../../runtime/adapters/minio/sigv4.ts";

// The examples in Amazon's documentation of the S3 API.
const credentials = {
  accessKey: "AKIAIOSFODNN7EXAMPLE",
  secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  region: "us-east-1",
};

test.each([
  [{ lifecycle: "" }, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"],
  [{ prefix: "J", "max-keys": "2" }, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"],
])("a request for %j is signed as Amazon documents it", (parameters, signature) => {
  const url = new URL(`https://examplebucket.s3.amazonaws.com/?${canonicalQuery(parameters)}`);
  const headers = signedHeaders(
    { method: "GET", url, body: new Uint8Array(), at: new Date("2013-05-24T00:00:00Z") },
    credentials,
  );
  expect(headers).toEqual({
    "x-amz-date": "20130524T000000Z",
    "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, " +
      `SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  });
});

test("a query is sorted, and everything but the plainest characters is escaped in it", () => {
  expect(canonicalQuery({ b: "1 2+3/4?&=", a: "!'()*~-._", 가: "😀" })).toBe(
    "%EA%B0%80=%F0%9F%98%80&a=%21%27%28%29%2A~-._&b=1%202%2B3%2F4%3F%26%3D",
  );
});

test("what is signed is what a URL makes of it", () => {
  const query = canonicalQuery({ accessKey: "a'b\"<c>`d{e}|f\\^g#h[i]%20" });
  expect(new URL(`http://host/path?${query}`).search).toBe(`?${query}`);
});
