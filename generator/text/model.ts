import type { ColumnKind, Policy, SqlFacts } from "seqwright-runtime/model";
import type { Span } from "../source/source-file.ts";

export type { Guard, Repetition } from "seqwright-runtime/model";

/** What the text of a message says, as far as it has a known shape. `caption` is the prose around that shape, if any. */
export type Meaning = { readonly caption: string; readonly details: readonly string[] } & (
  | CallMeaning
  | HttpRequestMeaning
  | HttpResponseMeaning
  | EventMeaning
  | DataMeaning
  | SqlMeaning
  | SqlIntentMeaning
  | RedisMeaning
  | RedisKeyMeaning
  | ThrowMeaning
  | NothingMeaning
  | ReturnTypeMeaning
  | NameMeaning
  | ProseMeaning
);

export type MeaningOf<K extends Meaning["kind"]> = Meaning & { readonly kind: K };

/** `updateTask(entity, "MINIO_ADD_USER", true)`, `ack.acknowledge()`, `find(id): User` */
export interface CallMeaning {
  readonly kind: "call";
  readonly receiver: string | undefined;
  readonly name: string;
  readonly args: readonly Argument[];
  readonly returns: Shape | undefined;
  /** `order` in `order := find(id)`: how its answer is known from then on. */
  readonly assigned?: string;
}

export type Argument =
  | {
      readonly kind: "name";
      readonly name: string;
      readonly shape?: Shape;
      /** Written out: `limit = 20`, `force: boolean = false`. What is known by the name comes before it. */
      readonly value?: string | number | boolean | null;
      /** By what name the sender knows it: `order.id` in `orderId: order.id`. */
      readonly from?: string;
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "expression"; readonly text: string };

/** `GET /api/content/jobs/{jobId}/status`, with a body when one is drawn below it */
export interface HttpRequestMeaning {
  readonly kind: "http-request";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
  readonly path: Template;
  readonly query: readonly string[];
  /** Those of the query that may come more than once: `sort[]`, `id=1&id=2`. */
  readonly several?: readonly string[];
  /** What the diagram calls the values of the query, by their names on the wire: `user={userId}`. */
  readonly called?: Readonly<Record<string, string>>;
  /** Drawn header lines, each with what stands before its value: `Authorization: Bearer {token}`. */
  readonly headers?: readonly RequestHeader[];
  /** What the query writes out, by name: `limit=10`. */
  readonly given?: Readonly<Record<string, string | number | boolean | null>>;
  readonly body: Shape | undefined;
}

/** A header that the receiver gets a value from. */
export interface RequestHeader {
  /** As drawn: `Authorization`. */
  readonly name: string;
  /** What the diagram calls its value: `token`; else the header's own name. */
  readonly value: string;
  /** What stands before the value: `Bearer `. */
  readonly before: string;
}

/** `200 OK` + JSON */
export interface HttpResponseMeaning {
  readonly kind: "http-response";
  readonly status: number;
  readonly reason: string;
  readonly body: Shape | undefined;
}

/** `ContentCreated 이벤트 수신 {jobId, eventDraftId, imageUrls}`, `publish OrderPlaced {…}` */
export interface EventMeaning {
  readonly kind: "event";
  readonly name: string;
  readonly fields: Shape | undefined;
}

/** A payload: `JobStatusResponse {jobId, status: FAILED}` (named) or `Job 데이터 {status, type}` (only captioned). */
export interface DataMeaning {
  readonly kind: "data";
  readonly name: string | undefined;
  readonly shape: Shape;
}

/** A whole SQL statement, and what it says of itself. `parameters` are its placeholders in textual order. */
export interface SqlMeaning extends Omit<SqlFacts, "parameterColumns"> {
  readonly kind: "sql";
  /** On one line, white space folded, parameters cut out: `text` = chunks[0] param[0] chunks[1] … */
  readonly chunks: readonly string[];
  readonly parameters: readonly SqlParameter[];
  /** Where tables are known: the columns that come back, also for a star; and columns that find one row at most. */
  readonly given?: readonly GivenColumn[];
  readonly keys?: readonly string[];
}

export interface GivenColumn {
  readonly name: string;
  readonly kind: ColumnKind | undefined;
  readonly isNullable: boolean;
}

export interface SqlParameter {
  /** The column it is compared with or assigned to, or its own name. */
  readonly column: string | undefined;
  /** Named in the diagram itself (`:name`, `{name}`). */
  readonly name: string | undefined;
  /** Stands for all that is in `IN (…)`. */
  readonly isList: boolean;
  /** What its column holds, where tables are known. */
  readonly kind?: ColumnKind | undefined;
}

/** `INSERT UserEntity, EventLog`: a verb and what it concerns, but no statement to run. */
export interface SqlIntentMeaning {
  readonly kind: "sql-intent";
  readonly verb: "select" | "insert" | "update" | "delete" | "upsert";
  readonly entities: readonly string[];
}

/** `DEL event:draft:{eventDraftId}` */
export interface RedisMeaning {
  readonly kind: "redis";
  /** Upper case. */
  readonly command: string;
  readonly key: Template;
  /** What follows the key: value, seconds, field … */
  readonly rest: readonly string[];
  /** How long it is said to be kept, in seconds, where the command cannot say so. */
  readonly unkept?: number;
}

/** What words do to something that is kept. */
export type Access = "read" | "write" | "delete" | "unknown";

/** `Job 상태 조회` + `Key: job:{jobId}`: the key is stated, the command is not. */
export interface RedisKeyMeaning {
  readonly kind: "redis-key";
  readonly key: Template;
  readonly access: Access;
}

/** `throw NotFoundException("…")`, or a reply that is just `NotFoundException` */
export interface ThrowMeaning {
  readonly kind: "throw";
  readonly error: string;
  readonly message: string | undefined;
}

/** `null (캐시 미스)`, `없음`, `not found` as a reply value */
export interface NothingMeaning {
  readonly kind: "nothing";
}

/** `(CompletableFuture<Void>)`, `(return)`, `void`: `shape` is undefined where nothing is carried. */
export interface ReturnTypeMeaning {
  readonly kind: "return-type";
  readonly text: string;
  readonly asynchronous: boolean;
  readonly shape: Shape | undefined;
}

/** A single identifier as a reply value: `persistedEntity` */
export interface NameMeaning {
  readonly kind: "name";
  readonly name: string;
  /** Its type, where it is stated: `order: Order` */
  readonly shape?: Shape;
}

export interface ProseMeaning {
  readonly kind: "prose";
}

/** Text with holes, such as a path or a key: `job:{jobId}:error` = ["job:", "jobId", ":error"], holes at odd indexes. */
export type Template = readonly string[];

/** What is known of the form of a value. */
export type Shape =
  /** `name` where a type's name stands before the fields: `Address {city, zip}` inside of something else. */
  | {
      readonly kind: "record";
      readonly fields: readonly Field[];
      readonly open: boolean;
      readonly name?: string;
    }
  | { readonly kind: "list"; readonly element: Shape }
  /** `values` when the diagram lists all that are allowed: `PENDING | COMPLETED` */
  | {
      readonly kind: "scalar";
      readonly type: "string" | "number" | "boolean" | "bytes" | "null";
      /** Of a number: `int`, `long` … */
      readonly integer?: true;
      readonly format?: StringFormat;
      readonly values?: readonly string[];
    }
  /** A value written out. `example` when it is plainly an example (elided with `…`, a URL, inside a note). */
  | {
      readonly kind: "literal";
      readonly value: string | number | boolean | null;
      readonly example: boolean;
      /** As JSON writes every text; a bare `COMPLETED` names a state, a quoted one may be the value of just one message. */
      readonly quoted?: true;
      readonly format?: StringFormat;
    }
  /** Any of these: `Order | null`, `string | number`. */
  | { readonly kind: "union"; readonly members: readonly Shape[] }
  /** A type name that the diagram uses but does not describe (`List<Order>` is a list of such). */
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "unknown" };

export type RecordShape = Extract<Shape, { readonly kind: "record" }>;

export type StringFormat = "uri" | "date-time" | "uuid" | "email";

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
  /** What the sender may know it by: `newJobId` in `{jobId: newJobId}`, `job.state` in `{status: job.state}`. */
  readonly from?: string;
}

/** A promise that a note (or a directive) makes. `span` is the line that says so. */
export type StatedPolicy = Policy & { readonly span: Span; readonly text: string };

/** A note read line by line: what was recognised, what is example data, and what is only prose. */
export interface NoteReading {
  readonly policies: readonly StatedPolicy[];
  /** JSON or a field list written in the note, with the line it starts on. */
  readonly examples: readonly { readonly shape: Shape; readonly caption: string; readonly span: Span }[];
  readonly headings: readonly { readonly text: string; readonly span: Span }[];
  /** Lines that state no known policy: listed for people, never skipped silently. */
  readonly unrecognised: readonly { readonly text: string; readonly span: Span }[];
}
