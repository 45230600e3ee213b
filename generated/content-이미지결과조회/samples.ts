import type { Samples } from "seqwright-runtime/contract";

/** What requests of diagrams/content-이미지결과조회.puml find: jobs in every state, as the diagram itself says. */
export const samples: Samples = { complete: true };
