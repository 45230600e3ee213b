import { FatalError } from "../../errors/errors.ts";

/** Where a MinIO server is, and who asks. */
export interface MinioConnection {
  /** `http://host:port` or `https://host:port`. */
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** MinIO takes any, and its default is the one here: `us-east-1`. */
  readonly region?: string;
}

/** The address of a MinIO server as a URL, without anything behind the port. It may hold a password: it is not shown. */
export function minioEndpoint(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new FatalError("the MinIO endpoint is not an http or https address, like http://127.0.0.1:9000");
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username + url.password !== "") {
    throw new FatalError(`the MinIO endpoint must be protocol, host and port alone, like ${url.origin}`);
  }
  return url;
}
