/** Where a MinIO server is, and who asks. */
export interface MinioConnection {
  /** `http://host:port` or `https://host:port`. */
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** MinIO takes any, and its default is the one here: `us-east-1`. */
  readonly region?: string;
}
