import { duplicates } from "./duplicates.ts";
import { kills } from "../kills.ts";
import { outages } from "./outages.ts";
import { poison } from "./poison.ts";
import { rebalance } from "./rebalance.ts";
import type { Scenario } from "../scenario.ts";

/** All scenarios, in the order in which they are tried. */
export const scenarios: readonly Scenario[] = [kills, duplicates, ...outages, rebalance, poison];

export { chaosTarget } from "../chaos-target.ts";
export { type ChaosRow, type Findings, isKept } from "../findings.ts";
export { inPeace, type Peace } from "../peace.ts";
export { rowOf } from "../row-of.ts";
export type { ChaosWorld, HurtableServer, Scenario } from "../scenario.ts";
