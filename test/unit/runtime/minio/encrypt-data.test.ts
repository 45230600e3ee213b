import { createCipheriv, createDecipheriv, pbkdf2Sync } from "node:crypto";
import { expect, test } from "vitest";
import { encryptData } from "../../../../runtime/adapters/minio/encrypt-data.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

test("a user is encrypted as MinIO's own library does it", async () => {
  const blob = await encryptData(
    "rootpass123",
    Buffer.from('{"secretKey":"alicesecret1","status":"enabled"}'),
    {
      salt: bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
      nonce: bytes("2021222324252627"),
    },
  );
  expect(Buffer.from(blob).toString("hex")).toBe(
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f022021222324252627a21cfb6d2b60fac08c006397a84381e8eea450fa12de9d1f79282a4f1d7ffedb0b9498d4aa58eeb90620e75e1e6600acdb7e733c1b087459e1062c74e4cfee",
  );
});

const headerBytes = 32 + 1 + 8;
const sealedChunkBytes = 16_384 + 16;

test.each([0, 1, 16_383, 16_384, 16_385, 32_768, 40_000])(
  "%i bytes come apart into sealed chunks of which the last one is marked",
  async (length) => {
    const data = Buffer.from(Array.from({ length }, (_, index) => index % 251));
    const blob = Buffer.from(await encryptData("a-password", data));
    expect(blob.length).toBe(headerBytes + length + 16 * Math.max(1, Math.ceil(length / 16_384)));
    expect(open("a-password", blob).equals(data)).toBe(true);
    expect(() => open("another-password", blob)).toThrow("unable to authenticate");
  },
);

test("a stream that is cut after a chunk lacks its last one", async () => {
  const blob = Buffer.from(await encryptData("a-password", Buffer.alloc(20_000)));
  expect(() => open("a-password", blob.subarray(0, headerBytes + sealedChunkBytes))).toThrow(
    "unable to authenticate",
  );
});

test("the same data is never encrypted to the same bytes", async () => {
  const [first, second] = await Promise.all([1, 2].map(() => encryptData("p", Buffer.from("data"))));
  expect(first).not.toEqual(second);
});

/** Takes a stream apart chunk by chunk, as the server does. */
function open(password: string, blob: Buffer): Buffer {
  const key = pbkdf2Sync(password, blob.subarray(0, 32), 8192, 32, "sha256");
  const nonce = (sequence: number): Buffer =>
    Buffer.concat([blob.subarray(33, headerBytes), Buffer.of(sequence, 0, 0, 0)]);
  const sealed = blob.subarray(headerBytes);
  const parts: Buffer[] = [];
  for (let start = 0, sequence = 1; start < sealed.length; start += sealedChunkBytes, sequence += 1) {
    const chunk = sealed.subarray(start, start + sealedChunkBytes);
    const isLast = start + sealedChunkBytes >= sealed.length;
    const decipher = createDecipheriv("aes-256-gcm", key, nonce(sequence));
    decipher.setAAD(Buffer.concat([Buffer.of(isLast ? 0x80 : 0), streamTag(key, nonce(0))]));
    decipher.setAuthTag(chunk.subarray(-16));
    parts.push(decipher.update(chunk.subarray(0, -16)), decipher.final());
  }
  return Buffer.concat(parts);
}

function streamTag(key: Buffer, nonce: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.final();
  return cipher.getAuthTag();
}
