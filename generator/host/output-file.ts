/** Who may change a file once it exists: the generator on every run, or only the developer. */
export type Owner = "generator" | "developer";

/** A file that a diagram wants to have; the path is relative to the output folder, with "/" between its parts. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
  readonly owner: Owner;
  /** Only of a developer's file that the content is merged into: where it is as yet, and what was merged. */
  readonly from?: { readonly path: string; readonly content: string };
}

const header = /^\uFEFF?\/\/ Generated from .+ by seqwright\./;

/** Whether a file's text says that the generator wrote it, and so may replace or remove it. */
export function isGenerated(content: string): boolean {
  return header.test(content);
}
