import type { ServerName } from "../../connect/server-addresses.ts";
import type { ChaosCase } from "./draw-cases.ts";
import type { ChaosRow } from "./findings.ts";
import type { Peace } from "./peace.ts";
import type { Seeded } from "./seeded.ts";
import type { ChaosTarget } from "./stage.ts";

/** A server that may be hurt. */
export interface HurtableServer {
  kill(): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

export interface ChaosWorld {
  readonly target: ChaosTarget;
  /** Those that the system needs, and nobody else uses. */
  readonly servers: Readonly<Partial<Record<ServerName, HurtableServer>>>;
  readonly seed: number;
  /** How long kills may go on, in ms. */
  readonly killsMs: number;
  /** Kills only at what is drawn on this line. */
  readonly arrow?: number | undefined;
  /** Told of what goes on. */
  readonly log: (line: string) => void;
}

/** What a scenario is given. */
export interface ScenarioContext extends ChaosWorld {
  readonly peace: Peace;
  readonly random: Seeded;
  /** Those that kept the diagram in peace. */
  readonly cases: readonly ChaosCase[];
}

export interface Scenario {
  readonly name: string;
  /** Why it cannot be tried with this system; undefined where it can. */
  readonly lacks: (target: ChaosTarget) => string | undefined;
  readonly run: (context: ScenarioContext) => Promise<Omit<ChaosRow, "name">>;
}
