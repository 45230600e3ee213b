import type { StrictContext } from "../context/command-context.ts";

export type GenerateContext = StrictContext & {
  /** Generated files that somebody has changed are written, too. */
  readonly force: boolean;
  /** What a person says of doubtful renames, as `Orders.markPaid=settle`. */
  readonly renamed: readonly string[];
};
