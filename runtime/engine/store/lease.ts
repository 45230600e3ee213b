/** A worker's lease of a workflow. The worker may write as long as nobody has taken the workflow up after it. */
export interface Lease {
  readonly key: string;
  readonly fence: number;
}

/** Another worker may have taken the workflow up: this one writes nothing more. Never reaches a workflow's code. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}
