import type { SqlParser } from "seqwright-runtime/model";

/** What is known of a message beside its text. */
export interface MessageContext {
  /** Which way it goes, as far as its arrow tells: `200` means something else in a question than in an answer. */
  readonly direction: "request" | "reply" | "unknown";
  /** Where it is missing, nothing is read as SQL. */
  readonly sql?: SqlParser | undefined;
}
