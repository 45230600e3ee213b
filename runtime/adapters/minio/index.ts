export { minioAdmin, type MinioAdminOptions } from "./minio-admin.ts";
export type { MinioConnection } from "./minio-connection.ts";
export {
  type MinioObjectStore,
  minioObjectStore,
  type MinioObjectStoreOptions,
} from "./minio-object-store.ts";
