import type { StepId } from "../model/steps.ts";
import type { ResourceClients } from "../system/system-definition.ts";

/**
 * What chance cannot know of a diagram's world. A developer may write it in `samples.ts` beside the handlers:
 *
 * ```ts
 * export const samples: Samples = {
 *   values: { couponCode: ["WELCOME10", "EXPIRED"] },
 *   async before({ sql: db }, { values, pick }) { … },
 * };
 * ```
 */
export interface Samples {
  /**
   * Values to try among the drawn ones, at both levels: by the name that an argument, a field of a payload or an
   * answer has in the diagram, and, where that name occurs more than once, by its path: `order.couponCode`. What its
   * schema refuses is left out.
   */
  readonly values?: Readonly<Record<string, readonly unknown[]>>;
  /**
   * With these samples, inputs of the running system reach every arrow and branch: `coverage` fails where one is not
   * reached. Otherwise that is told, and fails only where `SEQWRIGHT_STRICT` is `1`.
   */
  readonly complete?: boolean;
  /**
   * Prepares the world for one input of the running system before it is sent: the row that an UPDATE is to find, what
   * a cache holds. The clients are those of the resources, on servers where this test has topics, tables and names of
   * its own; what it writes is removed when the test is over. What it throws fails the test.
   */
  readonly before?: (clients: ResourceClients, input: SampleInput) => void | Promise<void>;
}

/** An event, or a request, that is about to reach the running system. */
export interface SampleInput {
  /** The arrow by which it comes, as `steps.gen.ts` has it: `Consumer → Handler: ContentCreated`. */
  readonly step: StepId;
  /** The method that it calls: `onContentCreated`. */
  readonly method: string;
  /** What it carries, by the names of the method's parameters: `{ event: { eventDraftId: "…" } }`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The first input of a test is 0, the next 1, and so on. */
  readonly number: number;
  /**
   * One of these, so that all of them, and all combinations of several calls, have had their turn after as many inputs
   * as there are: `pick("PENDING", "COMPLETED", undefined)`.
   */
  readonly pick: <Choice>(...choices: readonly [Choice, ...Choice[]]) => Choice;
}
