import type { Trace } from "../../host/traced-host.ts";
import type { PackedReport } from "./pack-report.ts";

/** One run as it is kept: what it saw, and what it found. */
export interface RunRecord {
  /** Which program ran. */
  readonly program: string;
  /** Undefined where the project has no configuration. */
  readonly config: ConfigRecord | undefined;
  readonly trace: Trace;
  readonly report: PackedReport;
}

/** A configuration is a program: what it came to. */
interface ConfigRecord {
  readonly path: string;
  readonly hash: string;
}
