import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { Client } from "minio";
import { FatalError } from "../../errors/errors.ts";
import type { ObjectStore } from "../../ports/object-store.ts";
import { quote } from "../../model/quote.ts";
import { boundedTransport } from "./bounded-transport.ts";
import { type MinioConnection, minioEndpoint } from "./minio-connection.ts";
import { checkedObjectKey } from "./object-key.ts";
import { s3Code, s3Error } from "./s3-error.ts";

export type MinioObjectStoreOptions = MinioServerOptions | MinioClientOptions;

export interface MinioServerOptions extends MinioConnection {
  /** How long the server may be silent during a call. Default: 10,000 ms. */
  readonly timeoutMs?: number;
  readonly client?: undefined;
}

export interface MinioClientOptions {
  /** A client of your own, with limits of its own, instead of a server's address and keys. */
  readonly client: Client;
}

export interface MinioObjectStore extends ObjectStore, AsyncDisposable {
  /** Removes a bucket that holds nothing; succeeds when it is already gone. */
  removeBucket(bucket: string): Promise<void>;
}

/** Buckets and objects of a MinIO or S3 server by `minio`. Connects when first used; disposing drops the connections. */
export function minioObjectStore(options: MinioObjectStoreOptions): MinioObjectStore {
  const { client, agent } =
    options.client === undefined ? ownClient(options) : { ...options, agent: undefined };

  const missingBucket = async (bucket: string): Promise<boolean> => !(await client.bucketExists(bucket));

  return {
    createBucket: (bucket) =>
      attempt(`create bucket ${quote(bucket)}`, async () => {
        try {
          await client.makeBucket(bucket);
        } catch (error) {
          if (s3Code(error) !== "BucketAlreadyOwnedByYou") throw error;
        }
      }),

    bucketExists: (bucket) => attempt(`look for bucket ${quote(bucket)}`, () => client.bucketExists(bucket)),

    put: (bucket, key, body, { contentType } = {}) =>
      attempt(`put ${object(bucket, key)}`, async () => {
        const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
        const metadata = contentType === undefined ? {} : { "Content-Type": contentType };
        await client.putObject(bucket, checkedObjectKey(key), bytes, bytes.length, metadata);
      }),

    get: (bucket, key) =>
      attempt(`get ${object(bucket, key)}`, async () => {
        try {
          const stream = await client.getObject(bucket, checkedObjectKey(key));
          return Buffer.concat(await stream.toArray());
        } catch (error) {
          if (s3Code(error) === "NoSuchKey") return undefined;
          throw error;
        }
      }),

    stat: (bucket, key) =>
      attempt(`stat ${object(bucket, key)}`, async () => {
        try {
          const { size, etag, lastModified } = await client.statObject(bucket, checkedObjectKey(key));
          return { sizeBytes: size, etag, modifiedAt: lastModified };
        } catch (error) {
          if (s3Code(error) !== "NotFound") throw error;
          // The answer has no body that would tell a missing object from a missing bucket.
          if (await missingBucket(bucket)) {
            throw new FatalError(`there is no bucket ${quote(bucket)}`, { cause: error });
          }
          return undefined;
        }
      }),

    remove: (bucket, key) =>
      attempt(`remove ${object(bucket, key)}`, () => client.removeObject(bucket, checkedObjectKey(key))),

    createPath: (bucket, path) =>
      attempt(`create path ${object(bucket, path)}`, async () => {
        const key = checkedObjectKey(path.endsWith("/") ? path : `${path}/`);
        await client.putObject(bucket, key, Buffer.alloc(0), 0);
      }),

    removeBucket: (bucket) =>
      attempt(`remove bucket ${quote(bucket)}`, async () => {
        try {
          await client.removeBucket(bucket);
        } catch (error) {
          if (s3Code(error) !== "NoSuchBucket") throw error;
        }
      }),

    async [Symbol.asyncDispose]() {
      agent?.destroy();
    },
  };
}

function ownClient(options: MinioServerOptions): { readonly client: Client; readonly agent: Agent } {
  const { endpoint, accessKey, secretKey, region = "us-east-1", timeoutMs = 10_000 } = options;
  const url = minioEndpoint(endpoint);
  const useSSL = url.protocol === "https:";
  const agent = useSSL ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const client = new Client({
    endPoint: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port === "" ? (useSSL ? 443 : 80) : url.port),
    useSSL,
    accessKey,
    secretKey,
    // Without a region the client asks for each bucket's own first, and needs the permission to.
    region,
    transportAgent: agent,
    transport: boundedTransport(useSSL, timeoutMs) as never,
    // Callers retry. The client's own retries would come on top, and write to the console.
    retryOptions: { disableRetry: true },
  });
  return { client, agent };
}

async function attempt<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw s3Error(what, error);
  }
}

function object(bucket: string, key: string): string {
  return `${quote(key)} in bucket ${quote(bucket)}`;
}
