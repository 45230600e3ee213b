import type { ServerAddresses } from "../../connect/server-addresses.ts";
import type { SystemDefinition } from "../../system/system-definition.ts";
import type { Beside } from "../beside/load-beside.ts";
import type { Cast } from "../state/subject.ts";
import type { Statements } from "../values/load-statements.ts";

/** A diagram's whole system, to be tried on real servers: all of its components are real. */
export interface SystemSubject extends Cast, Statements {
  readonly system: SystemDefinition;
  readonly beside: Beside;
  /** The URL of its `wiring.gen.ts`, from which another process can load it; undefined where there is no such file. */
  readonly wiring: string | undefined;
  readonly addresses: Partial<ServerAddresses>;
  /** How long to wait, in real time, for something that the diagram says comes next. */
  readonly patienceMs: number;
}
