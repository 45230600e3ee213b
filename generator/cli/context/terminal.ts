import type { Host } from "../../host/host.ts";

/** The outside world as a command sees it. */
export interface Terminal extends Printer {
  open(folder: string): Host;
}

/** Where a command prints. */
export interface Printer {
  out(text: string): void;
  err(text: string): void;
  /** Problems may be printed in colours. */
  readonly color: boolean;
  /** Somebody watches: a line of output may be replaced by the next one. */
  readonly isInteractive: boolean;
}
