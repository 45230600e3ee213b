import type { RetryPolicy } from "../../retry/retry-policy.ts";
import type { StepIdentity } from "./step-identity.ts";

/** A call that the workflow's code makes to one of its collaborators. */
export interface StepCall {
  readonly identity: StepIdentity;
  readonly kind: StepKind;
  /** As the diagram draws it around this call; otherwise the engine's own. */
  readonly retry?: RetryPolicy | undefined;
  readonly work: () => unknown;
}

/**
 * What the step does, and so how its record is kept:
 * - `transactional`: its only effect is in the engine's own database, and is committed together with the record.
 * - `outside`: its effect is elsewhere; the record follows it before anything else happens.
 * - `reading`: it has no effect; the record follows it, so that what it read stays the same.
 * - `harmless`: it may be repeated at any time, so its record can wait for the next one.
 */
export type StepKind = "transactional" | "outside" | "reading" | "harmless";
