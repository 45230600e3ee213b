import fc from "fast-check";
import { expect, test } from "vitest";
import { lz4Decompress } from "../../../../runtime/adapters/kafka/compression/lz4-decompress.ts";
import { snappyDecompress } from "../../../../runtime/adapters/kafka/compression/snappy-decompress.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(" ", ""), "hex");

// What the reference encoders may write, taken apart by hand.
test.each([
  ["nothing", "00", ""],
  ["a literal", "05 10 68656c6c6f", "hello"],
  ["a literal whose length takes a byte of its own", `46 f0 45 ${"61".repeat(70)}`, "a".repeat(70)],
  ["a copy with a short offset", "08 0c 61626364 01 04", "abcdabcd"],
  ["a copy that repeats what it writes", "0a 04 6162 11 02", "ababababab"],
  ["a copy with an offset of two bytes", "08 0c 61626364 0e 0400", "abcdabcd"],
  ["a copy with an offset of four bytes", "08 0c 61626364 0f 04000000", "abcdabcd"],
])("Snappy without a frame, as librdkafka writes it: %s", (_, hex, text) => {
  expect(snappyDecompress(bytes(hex)).toString()).toBe(text);
});

test("Snappy in the frame of Java's clients", () => {
  const block = "00000007 05 10 68656c6c6f";
  const frame = `82534e4150505900 00000001 00000001 ${block} ${block}`;
  expect(snappyDecompress(bytes(frame)).toString()).toBe("hellohello");
});

const lz4Header = "04224d18 60 40 82";

test.each([
  ["nothing", `${lz4Header} 00000000`, ""],
  ["an uncompressed block", `${lz4Header} 05000080 68656c6c6f 00000000`, "hello"],
  ["literals", `${lz4Header} 06000000 50 68656c6c6f 00000000`, "hello"],
  ["a match that repeats what it writes", `${lz4Header} 07000000 23 6162 0200 10 63 00000000`, "ababababac"],
  [
    "a match in the block before",
    `${lz4Header} 05000000 40 61626364 05000000 00 0400 10 65 00000000`,
    "abcdabcde",
  ],
  [
    "checksums and the size",
    "04224d18 7c 40 0500000000000000 99 05000080 68656c6c6f 01020304 00000000 05060708",
    "hello",
  ],
])("LZ4: %s", (_, hex, text) => {
  expect(lz4Decompress(bytes(hex)).toString()).toBe(text);
});

test.each([
  ["a length that cannot be", "ffffffff0f 00 61"],
  ["a length without an end", "ffffffffffff"],
  ["a literal beyond the end", "05 10 6865"],
  ["a copy from before the beginning", "08 0c 61626364 01 05"],
  ["more than was announced", "02 10 68656c6c6f"],
  ["less than was announced", "09 10 68656c6c6f"],
])("damaged Snappy is refused: %s", (_, hex) => {
  expect(() => snappyDecompress(bytes(hex))).toThrow("damaged");
});

test("whatever the bytes are, decompression ends, and damage is the only error", () => {
  const frame = bytes(lz4Header);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(outcomeOf(() => snappyDecompress(Buffer.from(noise)))).toMatch(/^(?:fine|records .* damaged)$/);
      expect(outcomeOf(() => lz4Decompress(Buffer.concat([frame, Buffer.from(noise)])))).toMatch(
        /^(?:fine|records .* (?:damaged|dictionary))$/,
      );
    }),
  );
});

function outcomeOf(action: () => unknown): string {
  try {
    action();
    return "fine";
  } catch (error) {
    return error instanceof Error ? error.message : "no error";
  }
}
