import type { ConsumerTuning } from "../../connect/connect-system.ts";
import type { SystemOptions } from "../../system/system-options.ts";
import type { Place } from "../place/place.ts";
import type { DeathPoint } from "./death-points.ts";
import type { StopPoint } from "./stopping-observer.ts";

/** What a worker process is told: which system it runs, where, and how it ends. */
export interface WorkerTask {
  /** The URL of the module that exports `system`: `wiring.gen.ts`. What stands beside it, `system.ts`, counts as well. */
  readonly wiring: string;
  readonly place: Place;
  /** Without one, it works until somebody ends it. */
  readonly die?: DeathPoint | undefined;
  /** Where the work of inputs stands still. */
  readonly stops?: readonly StopPoint[] | undefined;
  /** How long each call takes at least before it is made, in ms: up to so much, by chance. */
  readonly delayMaxMs?: number | undefined;
  readonly consumer?: ConsumerTuning | undefined;
  readonly engine?: SystemOptions["engine"];
}
