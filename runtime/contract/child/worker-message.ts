import type { Arrow } from "../../trace/arrow-event.ts";
import type { ResourceClients } from "../../system/system-definition.ts";

/**
 * What a worker process tells of itself while it happens. What was told before it died has arrived: a message is written
 * before the code goes on. `id` counts what began in a process; `over` says what it came to.
 */
export type WorkerMessage =
  /** The system has started; where it has endpoints, they are served there. */
  | { readonly kind: "ready"; readonly url: string | undefined }
  /** It could not be started. */
  | { readonly kind: "failed"; readonly error: ToldError }
  | { readonly kind: "call"; readonly id: number; readonly arrow: Arrow; readonly args: readonly unknown[] }
  /** A component calls itself. */
  | ({ readonly kind: "self"; readonly method: string; readonly args: readonly unknown[] } & Ours)
  /** A component wants something to be done in the background. */
  | { readonly kind: "wanted"; readonly run: string | undefined }
  | ({ readonly kind: "task"; readonly id: number; readonly name: string } & Ours)
  | ({ readonly kind: "over"; readonly id: number } & Outcome)
  /** A gateway or component asks a server: with the names at the beginning of what it says. */
  | {
      readonly kind: "client";
      readonly client: keyof ResourceClients;
      readonly method: string;
      readonly names: readonly string[];
    }
  /** What became of a record for good; where it is a dead letter, in which topic. */
  | { readonly kind: "record"; readonly what: RecordEnd; readonly deadLetterTopic: string | undefined }
  /** The work of the input with this name has come to its `StopPoint`. */
  | { readonly kind: "stopped"; readonly name: string }
  /** Something failed on the way. */
  | { readonly kind: "trouble"; readonly attempted: string };

interface Ours {
  readonly component: string;
  readonly run: string | undefined;
}

export type Outcome =
  | { readonly result: "returned"; readonly value: unknown }
  | { readonly result: "threw"; readonly error: ToldError };

export type RecordEnd = "handled" | "dead-lettered" | "skipped";

/** An error, as far as another process can know it. */
export interface ToldError {
  readonly class: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: ToldError | undefined;
}
