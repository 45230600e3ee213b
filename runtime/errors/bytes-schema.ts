import { z, type ZodType } from "zod";

/** Binary data, which JSON carries in base64. Text that is no base64 is refused. */
export const bytesSchema: ZodType<Uint8Array> = z.preprocess(
  (value) => (typeof value === "string" && isBase64(value) ? decodeBase64(value) : value),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected binary data"),
);

/** Whole groups of four, the last one padded. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function decodeBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
