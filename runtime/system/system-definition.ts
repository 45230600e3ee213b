import type { ZodType } from "zod";
import type { EventPublisher } from "../ports/event-publisher.ts";
import type { MinioAdmin } from "../ports/minio-admin.ts";
import type { ObjectStore } from "../ports/object-store.ts";
import type { RedisCommands } from "../ports/redis-commands.ts";
import type { SqlDatabase } from "../ports/sql-database.ts";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import type { StepId } from "../model/steps.ts";

/** Everything of a diagram that it takes to run it: what `wiring.gen.ts` says and `startSystem` does. */
export interface SystemDefinition {
  readonly protocol: DiagramProtocol;
  /** Builds each component from its collaborators; by participant code. */
  readonly components: Readonly<Record<string, (collaborators: never) => object>>;
  /**
   * Builds the class in front of each resource that is asked in the diagram's own words. A resource that only gets
   * commands needs none: its client is what the components ask.
   */
  readonly gateways: Readonly<Record<string, (clients: ResourceClients) => object>>;
  /** Where work comes in from outside. */
  readonly entries: readonly SystemEntry[];
  /** The promises of the notes that concern the running system. */
  readonly policies: SystemPolicies;
}

/** The clients that gateways are built on. */
export interface ResourceClients {
  readonly sql: SqlDatabase;
  readonly redis: RedisCommands;
  readonly objects: ObjectStore;
  readonly admin: MinioAdmin;
  readonly events: EventPublisher;
}

export type SystemEntry = KafkaEntry | HttpEntry | CallEntry;

interface EntryBase {
  /** The arrow by which work comes in. */
  readonly step: StepId;
  /** The code of whoever sends it. */
  readonly participant: string;
  readonly component: string;
  /** Of the component's port. */
  readonly method: string;
}

/** Events of a topic reach a component. */
export interface KafkaEntry extends EntryBase {
  readonly kind: "kafka";
  /** Absent where the diagram does not name it: then it must be given when the system is started. */
  readonly topic?: string;
  /** The events that the diagram subscribes to; others of the topic are skipped, or for another arrow. */
  readonly eventType?: string;
  readonly schema?: ZodType;
  /** `deferred` where the diagram hands out an object by which the event is acknowledged later. */
  readonly acknowledge: "on-return" | "deferred";
}

/** Requests of one path reach a component, whose answer is the response. */
export interface HttpEntry extends EntryBase {
  readonly kind: "http";
  readonly verb: string;
  /** `/api/content/jobs/{jobId}/status` */
  readonly path: string;
  /** In the order of the method's parameters. */
  readonly parameters: readonly HttpParameter[];
}

export interface HttpParameter {
  readonly name: string;
  readonly in: "path" | "query" | "body";
  readonly schema: ZodType;
}

/** Something that the diagram does not tie to a protocol: code calls the component. */
export interface CallEntry extends EntryBase {
  readonly kind: "call";
}

export interface SystemPolicies {
  /** How often a message that failed is tried again. */
  readonly retriesMax?: number;
  readonly retryDelayMs?: number;
  /** Where a message goes that cannot be handled, where the diagram names it. */
  readonly deadLetterTopic?: string;
  /** A message that comes again changes nothing. */
  readonly idempotent?: boolean;
  readonly polling?: PollingPolicy;
}

export interface PollingPolicy {
  readonly intervalMs?: number;
  readonly limitMs?: number;
  readonly attemptsMax?: number;
}
