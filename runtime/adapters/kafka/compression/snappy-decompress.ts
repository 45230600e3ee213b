import { copyWithin } from "./copy-within.ts";

/** Java's clients put blocks of Snappy into a frame of their own (snappy-java, "xerial"); librdkafka does not. */
const framed = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const frameHeaderLength = framed.length + 8;

/**
 * Decompresses Snappy, framed as Java's clients do or not.
 *
 * Throws when it is not Snappy, or is damaged. See https://github.com/google/snappy/blob/main/format_description.txt
 */
export function snappyDecompress(compressed: Buffer): Buffer {
  if (!compressed.subarray(0, framed.length).equals(framed)) return decompressBlock(compressed);
  const blocks: Buffer[] = [];
  let at = frameHeaderLength;
  while (at < compressed.length) {
    if (at + 4 > compressed.length) throw damaged();
    const length = compressed.readUInt32BE(at);
    at += 4;
    if (at + length > compressed.length) throw damaged();
    blocks.push(decompressBlock(compressed.subarray(at, at + length)));
    at += length;
  }
  return Buffer.concat(blocks);
}

// A copy of 64 bytes takes at least three. A block that claims to be larger is damaged, and gets no memory.
const ratioMax = 22;

function decompressBlock(block: Buffer): Buffer {
  let at = 0;
  const next = (bytes: number): number => {
    if (at + bytes > block.length) throw damaged();
    const value = block.readUIntLE(at, bytes);
    at += bytes;
    return value;
  };

  let length = 0;
  for (let shift = 0, more = true; more; shift += 7) {
    if (shift > 28) throw damaged();
    const byte = next(1);
    length += (byte & 0x7f) * 2 ** shift;
    more = byte >= 0x80;
  }
  if (length > block.length * ratioMax) throw damaged();

  const output = Buffer.allocUnsafe(length);
  let end = 0;
  const copy = (offset: number, count: number): void => {
    if (offset === 0 || offset > end || end + count > length) throw damaged();
    end = copyWithin(output, end, offset, count);
  };
  while (at < block.length) {
    const tag = next(1);
    const upper = tag >> 2;
    switch (tag & 3) {
      case 0: {
        const count = 1 + (upper < 60 ? upper : next(upper - 59));
        if (at + count > block.length || end + count > length) throw damaged();
        block.copy(output, end, at, at + count);
        at += count;
        end += count;
        break;
      }
      case 1:
        copy(((tag >> 5) << 8) + next(1), (upper & 7) + 4);
        break;
      case 2:
        copy(next(2), upper + 1);
        break;
      default:
        copy(next(4), upper + 1);
    }
  }
  if (end !== length) throw damaged();
  return output;
}

function damaged(): Error {
  return new Error("records compressed with Snappy are damaged");
}
