import type { Samples } from "seqwright-runtime/contract";
import { refusedWord } from "./mock-image.ts";

// The image service costs money and belongs to others: what is tested here runs without it, unless it is named.
process.env["IMAGE_API_URL"] ??= "mock:";

/** What inputs of diagrams/content-이미지생성요청.puml find: jobs in every state, and an image service that refuses some. */
export const samples: Samples = {
  complete: true,
  values: { prompt: ["봄 축제 포스터", `${refusedWord} 그림`] },
};
