import { createHash } from "node:crypto";

/**
 * The same UUID (version 8) for the same parts, in every process and at every try. For what follows from something else:
 * `stableId(orderId, "payment")` pays once, however often the message comes that asks for it.
 */
export function stableId(...parts: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const text = hash.toString("hex");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    "-",
  );
}
