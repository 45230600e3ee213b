import { FatalError } from "./errors.ts";

/** The value as JSON; binary data, of which JSON has none, in base64. What is no JSON, such as a function, is a `FatalError`. */
export function jsonText(value: unknown, what = "a value"): string {
  const text = JSON.stringify(value, withBase64) as string | undefined;
  if (text === undefined) throw new FatalError(`${what}: ${typeof value} is no JSON`);
  return text;
}

// A Buffer has its own way into JSON, and has taken it by now: the holder still has what it was.
function withBase64(this: unknown, key: string, given: unknown): unknown {
  const held: unknown = Object.getOwnPropertyDescriptor(this, key)?.value;
  return held instanceof Uint8Array ? Buffer.from(held).toString("base64") : given;
}
