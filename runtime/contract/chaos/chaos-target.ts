import type { ServerAddresses } from "../../connect/server-addresses.ts";
import type { SystemDefinition } from "../../system/system-definition.ts";
import { loadBeside, withSamples } from "../beside/load-beside.ts";
import { castOf } from "../state/subject.ts";
import { loadStatements } from "../values/load-statements.ts";
import type { ChaosTarget } from "./stage.ts";

/** The system that this module wires, with what stands beside it, on these servers. */
export async function chaosTarget(
  wiring: string,
  system: SystemDefinition,
  addresses: Partial<ServerAddresses>,
): Promise<ChaosTarget> {
  const { protocol, entries } = system;
  const statements = await loadStatements(protocol);
  const beside = await loadBeside(wiring);
  const cast = castOf(withSamples(protocol, beside), undefined, entries);
  return {
    wiring,
    subject: { ...cast, ...statements, system, beside, wiring, addresses, patienceMs: 60_000 },
  };
}
