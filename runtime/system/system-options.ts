import type { ZodType } from "zod";
import type { WorkflowEngineOptions } from "../engine/settings/engine-options.ts";
import type { WorkflowEvent } from "../engine/settings/workflow-event.ts";
import type { DeferredEventHandler, EventConsumer, EventHandler } from "../ports/event-consumer.ts";
import type { HttpEndpoints, HttpRoute } from "../ports/http-route.ts";
import type { Migration } from "../sql/migrate.ts";
import type { ArrowObserver } from "../trace/arrow-observer.ts";
import type { ResourceClients } from "./system-definition.ts";

/** What the diagram of a system cannot say, and the same wherever the system runs. */
export interface SystemSetup {
  /** The topic that a participant stands for, by its code, where the diagram does not name it or its name is another. */
  readonly topics?: Readonly<Record<string, string>>;
  /**
   * Further collaborators of components: by component code, what its constructor calls each, and whom it is: the code of
   * a participant, or the thing itself, such as a logger. `{ Handler: { pending: "DB", logger: console } }`
   */
  readonly collaborators?: Readonly<Record<string, Readonly<Record<string, string | object>>>>;
  /** The tables that the system needs, oldest first. */
  readonly migrations?: readonly Migration[];
  /**
   * The id of an event, from its payload. An event is dropped as a duplicate when one with the same id, of the same type
   * (header `event-type`) and from the same topic, has been dealt with by the same method; an id need not be unique
   * beyond that. Of events that begin work in the background, the id is the workflow's, and has to be unique among
   * all that come by one arrow, whatever their types.
   *
   * Without this, or where it says `undefined`, the id is the header `event-id`, or else the payload's `eventId`, or else
   * all of the event: its type, key and payload. Duplicates are only looked for where the diagram says that a message
   * that comes again changes nothing, and, by ids that are said, where work in the background begins.
   */
  readonly eventId?: (payload: unknown) => string | undefined;
}

export interface SystemOptions extends SystemSetup {
  /** The clients that resources are reached by. Only those are needed that the diagram has resources for. */
  readonly clients?: Partial<ResourceClients>;
  /** Where several resources are of one kind: the clients of each, by participant code. */
  readonly clientsOf?: Readonly<Record<string, Partial<ResourceClients>>>;
  /** Participants to be used as they are instead of being built, by code: an outside service, a scripted one. */
  readonly participants?: Readonly<Record<string, object>>;
  /** Subscribes to the topics; needed where the diagram has events coming in. */
  readonly subscribe?: Subscribe;
  /** Serves endpoints; needed where the diagram has requests coming in. */
  readonly serve?: (routes: readonly HttpRoute[]) => HttpEndpoints;
  /** The consumer group, one for all topics of the diagram. Default: the diagram's name. */
  readonly groupId?: string;
  /** Settings of the engine behind components that go on in the background. */
  readonly engine?: Omit<WorkflowEngineOptions, "db" | "observe" | "onError">;
  /** See every arrow, the first outermost. */
  readonly observers?: readonly ArrowObserver[];
  /** Told of what happens besides arrows. */
  readonly onEvent?: (event: SystemEvent) => void;
}

/**
 * Connects topics to a handler: `(subscription) => kafkaConsumer({ brokers, ...subscription })`. Called once, for all
 * events that come in.
 */
export type Subscribe = (subscription: Subscription) => EventConsumer;

export type Subscription = SubscriptionTerms &
  (
    | { readonly acknowledge: "immediate"; readonly handler: EventHandler<unknown> }
    | { readonly acknowledge: "deferred"; readonly handler: DeferredEventHandler<unknown> }
  );

interface SubscriptionTerms {
  /** All topics of the diagram: a group is one consumer, which hands the events on to whom they are drawn to. */
  readonly topic: string | readonly string[];
  readonly groupId: string;
  /** The types that are subscribed to; absent when events of any type are. */
  readonly eventType?: string | readonly string[];
  /** Of all events. Absent where the arrows differ: then the handler checks, and rejects with `InvalidPayloadError`. */
  readonly schema?: ZodType;
  /** By event where the notes promise different things at different arrows. */
  readonly retry?: RetryTerms | ((event: EventKindOf) => RetryTerms);
  readonly deadLetter?: DeadLetterTerms;
  /** The longest time that any of the handlers may take. */
  readonly handlerDeadlineMs?: number;
}

/** What an event's terms depend on. */
export interface EventKindOf {
  readonly topic: string;
  /** `undefined` when the event does not say. */
  readonly type: string | undefined;
}

export interface RetryTerms {
  readonly retriesMax?: number;
  readonly delayMs?: number;
  readonly factor?: number;
  readonly delayMaxMs?: number;
}

export interface DeadLetterTerms {
  /** By the event's own topic where they differ. */
  readonly topic: string | ((topic: string) => string);
}

export type SystemEvent =
  | { readonly kind: "listening"; readonly topic: string; readonly groupId: string }
  | { readonly kind: "serving"; readonly url: string }
  /** A component that starts by itself begins its rounds. */
  | {
      readonly kind: "scheduled";
      readonly component: string;
      readonly method: string;
      readonly everyMs: number;
    }
  | { readonly kind: "migrated"; readonly names: readonly string[] }
  /** The same message has been dealt with before. */
  | { readonly kind: "duplicate"; readonly topic: string; readonly id: string }
  /** Nothing takes events of this type: it was acknowledged, and neither handled nor dead-lettered. */
  | { readonly kind: "skipped"; readonly topic: string; readonly type: string | undefined }
  | { readonly kind: "workflow"; readonly event: WorkflowEvent }
  /** Something failed that nobody waits for; it is tried again where that is promised. */
  | { readonly kind: "trouble"; readonly attempted: string; readonly error: unknown };
