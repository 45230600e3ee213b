import type { Samples } from "seqwright-runtime/contract";

/** What registrations of diagrams/workflow-engine.puml find: nothing; they make all that they need. */
export const samples: Samples = { complete: true };
