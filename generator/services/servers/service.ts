/** The servers that a diagram's systems run on. */
export const serviceNames = ["kafka", "minio", "redis", "postgres"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What a client needs to reach each server. */
export interface ServiceAddresses {
  readonly kafka: { readonly brokers: readonly string[] };
  readonly minio: { readonly endpoint: string; readonly accessKey: string; readonly secretKey: string };
  readonly redis: { readonly url: string };
  readonly postgres: { readonly url: string };
}

/** Where a server came from, in the order in which they are tried. */
export type ServiceOrigin = "environment" | "running" | "found" | "installed";

/** One server that answers, and the means to hurt it, for tests of what happens then. */
export interface Service<Name extends ServiceName = ServiceName> {
  readonly name: Name;
  readonly address: ServiceAddresses[Name];
  readonly origin: ServiceOrigin;
  readonly version: string;
  /** The server's process. `undefined` when it is not ours or is down. */
  readonly pid: number | undefined;
  /** Ends it at once and all its children with it, as a power cut would (SIGKILL). */
  kill(): Promise<void>;
  /** Asks it to finish, and waits until it has. */
  stop(): Promise<void>;
  /** Stops it if it runs, starts it on the same port with what data it keeps, and waits until it answers. */
  restart(): Promise<void>;
  /** Freezes it: connections stay open and nobody answers (SIGSTOP). Resolves once all of its threads stand still. */
  pause(): Promise<void>;
  /** Lets a paused server go on (SIGCONT). */
  resume(): Promise<void>;
}

/** Servers by name. Disposal stops those that were started for it and leaves the others alone. */
export type Services<Name extends ServiceName = ServiceName> = AsyncDisposable & {
  readonly [N in Name]: Service<N>;
};
