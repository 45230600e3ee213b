import { copyWithin } from "./copy-within.ts";

const frameMagic = 0x18_4d_22_04;
// Bits of the frame's descriptor.
const hasBlockChecksums = 0x10;
const hasContentSize = 0x08;
const hasContentChecksum = 0x04;
const hasDictionary = 0x01;
const isUncompressed = 0x80_00_00_00;

/**
 * Decompresses LZ4, in one frame or several.
 *
 * Checksums are not compared: Kafka has its own over each batch, and early clients computed LZ4's wrongly. Throws when
 * it is not LZ4, or is damaged. See https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function lz4Decompress(compressed: Buffer): Buffer {
  const output = growingBuffer(compressed.length * 4);
  let at = 0;
  const next = (bytes: number): number => {
    if (at + bytes > compressed.length) throw damaged();
    const value = compressed.readUIntLE(at, bytes);
    at += bytes;
    return value;
  };
  while (at < compressed.length) {
    if (next(4) !== frameMagic) throw damaged();
    const flags = next(1);
    if ((flags & hasDictionary) !== 0) throw new Error("records are compressed with an LZ4 dictionary");
    // The largest size of a block, the size of the content where it is told, and their checksum.
    at += 1 + ((flags & hasContentSize) === 0 ? 0 : 8) + 1;
    for (let size = next(4); size !== 0; size = next(4)) {
      const length = size % isUncompressed;
      if (at + length > compressed.length) throw damaged();
      const block = compressed.subarray(at, at + length);
      if (size >= isUncompressed) output.append(block);
      else decompressBlock(block, output);
      at += length + ((flags & hasBlockChecksums) === 0 ? 0 : 4);
    }
    at += (flags & hasContentChecksum) === 0 ? 0 : 4;
  }
  return output.written();
}

function decompressBlock(block: Buffer, output: GrowingBuffer): void {
  let at = 0;
  const byte = (): number => {
    const value = block[at];
    if (value === undefined) throw damaged();
    at += 1;
    return value;
  };
  /** A length of 15 goes on in the bytes that follow, as long as they are 255. */
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) for (let more = 255; more === 255; length += more) more = byte();
    return length;
  };
  while (at < block.length) {
    const token = byte();
    const literals = lengthFrom(token >> 4);
    if (at + literals > block.length) throw damaged();
    output.append(block.subarray(at, at + literals));
    at += literals;
    // The last sequence has no match.
    if (at === block.length) return;
    const offset = byte() + byte() * 256;
    output.repeat(offset, lengthFrom(token & 15) + 4);
  }
}

interface GrowingBuffer {
  append(bytes: Buffer): void;
  /** Repeats bytes from `offset` before the end. Blocks of a frame may reach back into those before them. */
  repeat(offset: number, count: number): void;
  written(): Buffer;
}

function growingBuffer(capacity: number): GrowingBuffer {
  let buffer = Buffer.allocUnsafe(Math.max(capacity, 64));
  let end = 0;
  const reserve = (count: number): void => {
    if (end + count <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, end + count));
    buffer.copy(larger, 0, 0, end);
    buffer = larger;
  };
  return {
    append(bytes) {
      reserve(bytes.length);
      end += bytes.copy(buffer, end);
    },
    repeat(offset, count) {
      if (offset === 0 || offset > end) throw damaged();
      reserve(count);
      end = copyWithin(buffer, end, offset, count);
    },
    written: () => buffer.subarray(0, end),
  };
}

function damaged(): Error {
  return new Error("records compressed with LZ4 are damaged");
}
