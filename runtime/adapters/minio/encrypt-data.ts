import { createCipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

/** What makes two encryptions of the same data differ; drawn at random, except by tests. */
export interface EncryptionSeed {
  /** 32 bytes. */
  readonly salt: Uint8Array;
  /** 8 bytes. */
  readonly nonce: Uint8Array;
}

/**
 * Encrypts the body of an admin request as MinIO's servers expect it: a key derived from the caller's own secret
 * (PBKDF2), and AES-256-GCM over chunks of 16 KiB, each bound to its place and the last one marked as the last.
 */
export async function encryptData(
  password: string,
  data: Uint8Array,
  { salt, nonce }: EncryptionSeed = { salt: randomBytes(32), nonce: randomBytes(8) },
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await deriveKey(password, salt, iterations, keyBytes, "sha256");
  // The stream's associated data is the tag of an empty message under sequence number 0; it is not sent.
  const streamTag = seal(key, sequenceNonce(nonce, 0), Buffer.alloc(0), Buffer.alloc(0));
  const chunkCount = Math.max(1, Math.ceil(data.length / chunkBytes));
  const sealed = Array.from({ length: chunkCount }, (_, index) => {
    const chunk = data.subarray(index * chunkBytes, (index + 1) * chunkBytes);
    const marker = index === chunkCount - 1 ? lastChunk : 0;
    return seal(key, sequenceNonce(nonce, index + 1), chunk, Buffer.concat([Buffer.of(marker), streamTag]));
  });
  return Buffer.concat([salt, Buffer.of(pbkdf2AesGcm), nonce, ...sealed]);
}

const deriveKey = promisify(pbkdf2);

/** The number by which the format calls PBKDF2 with AES-GCM, the one choice that Node can make everywhere. */
const pbkdf2AesGcm = 0x02;
const iterations = 8192;
const keyBytes = 32;
const chunkBytes = 16_384;
const lastChunk = 0x80;

function sequenceNonce(nonce: Uint8Array, sequence: number): Buffer {
  const number = Buffer.alloc(4);
  number.writeUInt32LE(sequence);
  return Buffer.concat([nonce, number]);
}

/** Ciphertext and tag in one. */
function seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, associated: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(associated);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}
