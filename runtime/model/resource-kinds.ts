/** What a resource can be. `other` is a resource that the runtime has no port for. */
export const resourceKinds = ["sql", "redis", "kafka", "s3", "http", "other"] as const;

export type ResourceKind = (typeof resourceKinds)[number];
