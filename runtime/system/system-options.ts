import type { ZodType } from "zod";
import type { WorkflowEngineOptions } from "../engine/engine-options.ts";
import type { WorkflowEvent } from "../engine/workflow-event.ts";
import type { DeferredEventHandler, EventConsumer, EventHandler } from "../ports/event-consumer.ts";
import type { HttpEndpoints, HttpRoute } from "../ports/http-route.ts";
import type { Migration } from "../sql/migrate.ts";
import type { ArrowObserver } from "../trace/arrow-observer.ts";
import type { ResourceClients } from "./system-definition.ts";

/** What the diagram of a system cannot say, and the same wherever the system runs. */
export interface SystemSetup {
  /** The topic that an initiator listens to, by its code, where the diagram does not name it. */
  readonly topics?: Readonly<Record<string, string>>;
  /**
   * Further collaborators of components: by component code, what its constructor calls each, and whom it is.
   * `{ Handler: { pending: "DB" } }`
   */
  readonly collaborators?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The tables that the system needs, oldest first. */
  readonly migrations?: readonly Migration[];
  /** Tells one message from another that says the same. See `eventIdentity` for what is done without it. */
  readonly eventId?: (payload: unknown) => string | undefined;
}

export interface SystemOptions extends SystemSetup {
  /** The clients that resources are reached by. Only those are needed that the diagram has resources for. */
  readonly clients?: Partial<ResourceClients>;
  /** Where several resources are of one kind: the clients of each, by participant code. */
  readonly clientsOf?: Readonly<Record<string, Partial<ResourceClients>>>;
  /** Participants to be used as they are instead of being built, by code: an outside service, a scripted one. */
  readonly participants?: Readonly<Record<string, object>>;
  /** Subscribes to a topic; needed where the diagram has events coming in. */
  readonly subscribe?: Subscribe;
  /** Serves endpoints; needed where the diagram has requests coming in. */
  readonly serve?: (routes: readonly HttpRoute[]) => HttpEndpoints;
  /** The consumer group. The diagram's name unless said otherwise. */
  readonly groupId?: string;
  /** Settings of the engine behind components that go on in the background. */
  readonly engine?: Omit<WorkflowEngineOptions, "db" | "observe" | "onError">;
  /** See every arrow, the first outermost. */
  readonly observers?: readonly ArrowObserver[];
  /** Told of what happens besides arrows. */
  readonly onEvent?: (event: SystemEvent) => void;
}

/** Connects a topic to a handler: `(subscription) => kafkaConsumer({ brokers, ...subscription })`. */
export type Subscribe = (subscription: Subscription) => EventConsumer;

export type Subscription = SubscriptionTerms &
  (
    | { readonly acknowledge: "immediate"; readonly handler: EventHandler<unknown> }
    | { readonly acknowledge: "deferred"; readonly handler: DeferredEventHandler<unknown> }
  );

interface SubscriptionTerms {
  readonly topic: string;
  readonly groupId: string;
  readonly eventType?: string;
  readonly schema?: ZodType;
  readonly retry?: { readonly retriesMax?: number; readonly delayMs?: number };
  readonly deadLetter?: { readonly topic: string };
}

export type SystemEvent =
  | { readonly kind: "listening"; readonly topic: string; readonly groupId: string }
  | { readonly kind: "serving"; readonly url: string }
  | { readonly kind: "migrated"; readonly names: readonly string[] }
  /** The same message has been dealt with before. */
  | { readonly kind: "duplicate"; readonly topic: string; readonly id: string }
  | { readonly kind: "workflow"; readonly event: WorkflowEvent }
  /** Something failed that nobody waits for; it is tried again where that is promised. */
  | { readonly kind: "trouble"; readonly attempted: string; readonly error: unknown };
