/** Buckets and the objects in them (MinIO, S3). */
export interface ObjectStore {
  /** Succeeds when the bucket is already there. */
  createBucket(bucket: string): Promise<void>;
  bucketExists(bucket: string): Promise<boolean>;
  put(bucket: string, key: string, body: Uint8Array, options?: PutOptions): Promise<void>;
  /** Resolves to `undefined`, never throws, when the object is absent. */
  get(bucket: string, key: string): Promise<Uint8Array | undefined>;
  /** Resolves to `undefined`, never throws, when the object is absent. */
  stat(bucket: string, key: string): Promise<ObjectInfo | undefined>;
  /** Succeeds when the object is already gone. */
  remove(bucket: string, key: string): Promise<void>;
  /** An empty object whose key ends in a slash: what consoles show as a folder. */
  createPath(bucket: string, path: string): Promise<void>;
}

export interface PutOptions {
  readonly contentType?: string;
}

export interface ObjectInfo {
  readonly sizeBytes: number;
  readonly etag: string;
  readonly modifiedAt: Date;
}
