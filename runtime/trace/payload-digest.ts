import { createHash } from "node:crypto";
import { canonicalText } from "./canonical-text.ts";

/**
 * A short text that is the same for equal payloads. Takes any value, and reads a limited part of it: arguments may be
 * objects of the program, which lead to others without end.
 */
export function payloadDigest(payload: unknown): string {
  return createHash("sha256").update(canonicalText(payload, limits)).digest("hex").slice(0, 16);
}

// More than any payload has.
const limits = { depthMax: 64, valuesMax: 100_000 };
