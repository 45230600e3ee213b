import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import kafkajs, { type CompressionTypes } from "kafkajs";
import { lz4Decompress } from "./lz4-decompress.ts";
import { snappyDecompress } from "./snappy-decompress.ts";

/**
 * kafkajs itself knows gzip only, and a consumer that gets another compression stops for good. With these codecs, all of
 * Kafka's compressions can be read. gzip and Zstandard, which Node has, can also be written.
 */
export function addCodecs(): void {
  const { CompressionTypes: types } = kafkajs;
  const compressZstandard = promisify(zstdCompress);
  const decompressZstandard = promisify(zstdDecompress);
  addCodec(types.ZSTD, {
    compress: async ({ buffer }) => compressZstandard(buffer),
    decompress: async (buffer) => decompressZstandard(buffer),
  });
  addCodec(types.Snappy, {
    compress: onlyRead("Snappy"),
    decompress: async (buffer) => snappyDecompress(buffer),
  });
  addCodec(types.LZ4, { compress: onlyRead("LZ4"), decompress: async (buffer) => lz4Decompress(buffer) });
}

interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}

// A codec that the application has registered itself stays.
function addCodec(type: Exclude<CompressionTypes, CompressionTypes.None>, codec: Codec): void {
  const { CompressionCodecs: codecs } = kafkajs;
  if (!isImplemented(codecs[type])) codecs[type] = () => codec;
}

function isImplemented(codec: () => unknown): boolean {
  try {
    codec();
    return true;
  } catch {
    return false;
  }
}

function onlyRead(name: string) {
  return async (): Promise<never> => {
    throw new Error(`records can be read, but not written, with ${name}: use gzip or zstd`);
  };
}
