import type { Machine } from "../machine/machine.ts";
import type { ServiceAddresses, ServiceName } from "./service.ts";

/** Something that can be started: the executable, and whatever must be known besides. */
export interface Program {
  readonly path: string;
  readonly version: string;
  /** Further files that the server needs, such as the jars of Kafka. */
  readonly files?: readonly string[];
}

/** How to start a server process. Kept in the state file, so that any process can start it again. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Another user to run as, because PostgreSQL refuses root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly stopSignal: "SIGTERM" | "SIGINT";
}

/** What a server may use while it is being set up. */
export interface Setup {
  readonly program: Program;
  /** An empty folder of its own, for data and settings. */
  readonly folder: string;
  readonly ports: readonly number[];
  readonly password: string;
  readonly machine: Machine;
}

/** Everything that differs between the servers; the rest of this folder treats them alike. */
export interface Server<Name extends ServiceName = ServiceName> {
  readonly name: Name;
  readonly title: string;
  readonly portCount: number;
  readonly startTimeoutMs: number;
  /** The names of the environment variables that hold its address, for messages and for `services up`. */
  readonly variables: readonly string[];
  /** The address that the environment gives, if it gives one. */
  fromEnvironment(env: NodeJS.ProcessEnv): ServiceAddresses[Name] | undefined;
  toEnvironment(address: ServiceAddresses[Name]): Readonly<Record<string, string>>;
  /** What is on this machine already, without changing anything. */
  find(machine: Machine): Promise<Program | undefined>;
  /** Gets what is missing, or throws a `ServiceError` with a remedy. */
  install(machine: Machine): Promise<Program>;
  /** Writes settings and data, and says how to start. */
  prepare(setup: Setup): Promise<{ readonly launch: Launch; readonly address: ServiceAddresses[Name] }>;
  /** Resolves to the version it reports, or "" if it does not say, once it answers in its own protocol; throws otherwise. */
  check(address: ServiceAddresses[Name], timeoutMs: number): Promise<string>;
}
