import type { ZodType } from "zod";
import type { EventPublisher } from "../ports/event-publisher.ts";
import type { MinioAdmin } from "../ports/minio-admin.ts";
import type { ObjectStore } from "../ports/object-store.ts";
import type { RedisCommands } from "../ports/redis-commands.ts";
import type { SqlDatabase } from "../ports/sql-database.ts";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import type { Entry } from "../model/entries.ts";
import type { Publication } from "../model/publications.ts";

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
  /** What goes out to topics that have no gateway. */
  readonly publications?: readonly Publication<ZodType>[];
}

/** The clients that gateways are built on. */
export interface ResourceClients {
  readonly sql: SqlDatabase;
  readonly redis: RedisCommands;
  readonly objects: ObjectStore;
  readonly admin: MinioAdmin;
  readonly events: EventPublisher;
}

/** An entry with its payloads checked by schemas. */
export type SystemEntry = Entry<ZodType>;
