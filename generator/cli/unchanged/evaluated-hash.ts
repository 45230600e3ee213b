import { serialize } from "node:v8";
import { bytesHash } from "../../host/traced-host.ts";

/** What stands for a value that a configuration has come to; undefined where it holds what is no data, such as a function. */
export function evaluatedHash(value: unknown): string | undefined {
  try {
    return bytesHash(serialize(value));
  } catch {
    return undefined;
  }
}
