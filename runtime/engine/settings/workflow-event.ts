/** What the engine reports, for live views, logs and tests. */
export type WorkflowEvent = { readonly diagram: string; readonly id: string } & (
  | { readonly kind: "started" | "done" | "released" | "lost" }
  | { readonly kind: "resumed"; readonly attempts: number; readonly crashes: number }
  | { readonly kind: "step finished"; readonly sequence: number; readonly step: string }
  | {
      readonly kind: "step failed";
      readonly sequence: number;
      readonly step: string;
      readonly failures: number;
      readonly error: unknown;
      /** The pause before the next try; absent when there will be none. */
      readonly afterMs?: number;
    }
  | { readonly kind: "waiting"; readonly afterMs: number }
  | { readonly kind: "failed"; readonly error: unknown }
);
