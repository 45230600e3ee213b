import type { EntryPolicies } from "./policy/entry-policies.ts";

/**
 * Where work comes into a diagram's system from outside. `Type` is how a payload's type is noted: as a type expression
 * in the compiler, as a schema in generated code.
 */
export type Entry<Type> = KafkaEntry<Type> | HttpEntry<Type> | ScheduleEntry | CallEntry;

interface EntryBase {
  /** The arrow by which work comes in. */
  readonly step: string;
  /** The code of whoever sends it. */
  readonly participant: string;
  readonly component: string;
  /** Of the component's port. */
  readonly method: string;
  /** What the notes that stand at it promise of the work that comes in by it. */
  readonly policies?: EntryPolicies;
}

/** Events of a topic reach a component. */
export interface KafkaEntry<Type> extends EntryBase {
  readonly kind: "kafka";
  /** Absent where the diagram does not name it: then it must be given when the system is started. */
  readonly topic?: string;
  /**
   * The type of the events that the arrow takes; others of the topic are skipped, or for another arrow. Absent where the
   * diagram does not name it: then events of any type are taken that no other arrow takes.
   */
  readonly eventType?: string;
  /** The path in the payload of a field that says the event's type, in the place of the header: `meta.type`. */
  readonly typeField?: string;
  readonly schema?: Type;
  /** `deferred` where the diagram hands out an object by which the event is acknowledged later. */
  readonly acknowledge: "on-return" | "deferred";
  /** Methods of that object by which the event is refused; all others acknowledge it. */
  readonly refusedBy?: readonly string[];
}

/** Requests of one path reach a component, whose answer is the response. */
export interface HttpEntry<Type> extends EntryBase {
  readonly kind: "http";
  readonly verb: string;
  /** With the names that the diagram writes: `/api/content/jobs/{jobId}/status` */
  readonly path: string;
  /** In the order of the method's parameters. */
  readonly parameters: readonly HttpParameter<Type>[];
}

/** Where a request carries a parameter, and under which name: the diagram's own, `page_size` and not `pageSize`. */
export interface HttpPlace {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "body";
  /** Of a header: what stands before the value, as in `Bearer {token}`. */
  readonly before?: string;
}

export interface HttpParameter<Type> extends HttpPlace {
  readonly schema: Type;
}

/** The component starts by itself, or is woken up, every so often: no round begins before the one before is over. */
export interface ScheduleEntry extends EntryBase {
  readonly kind: "schedule";
  /** From the beginning of one round to that of the next, in ms; where a round takes longer, the next follows at once. */
  readonly everyMs: number;
}

/** Something that the diagram does not tie to a protocol: code calls the component. */
export interface CallEntry extends EntryBase {
  readonly kind: "call";
}
