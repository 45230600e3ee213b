import { FatalError } from "../../errors.ts";
import { quote } from "../../quote.ts";

/** The address of a MinIO server as a URL, without anything behind the port. */
export function minioEndpoint(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new FatalError(`the MinIO endpoint ${quote(endpoint)} is not an http or https address`);
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new FatalError(`the MinIO endpoint must be protocol, host and port alone, like ${url.origin}`);
  }
  return url;
}
