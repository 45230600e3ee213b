import type { ChaosRow } from "./findings.ts";
import type { Peace } from "./peace.ts";
import type { ChaosWorld, Scenario } from "./scenario.ts";
import { seeded } from "./seeded.ts";

/** Tries a scenario; what keeps it from its end is told in its row. */
export async function rowOf(scenario: Scenario, world: ChaosWorld, peace: Peace): Promise<ChaosRow> {
  const { name } = scenario;
  try {
    const { cases } = peace;
    if (cases.length === 0) throw new Error("no case keeps the diagram while nothing is hurt");
    return { name, ...(await scenario.run({ ...world, peace, cases, random: seeded(world.seed) })) };
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name, done: "did not come to its end", found: undefined, failure, notTried: [] };
  }
}
