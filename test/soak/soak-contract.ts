import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { contract, type ContractOptions } from "../../runtime/contract/index.ts";
import { componentsOf } from "../../runtime/contract/state/subject.ts";
import type { Level } from "../../runtime/contract/report/level.ts";
import type { PropertyName } from "../../runtime/model/property-name.ts";

/** What a worker is asked: all properties of one diagram at one level, with one seed. */
export interface SoakTask {
  /** With the filled-in code; absolute. */
  readonly folder: string;
  readonly level: Level;
  readonly seed: number;
  /** Of each property. */
  readonly runs: number;
}

/** What became of one property of one component, or of all together. */
export interface Soaked {
  readonly property: PropertyName;
  /** All of them where none is named. */
  readonly component?: string;
  /** Of a property that does not hold. */
  readonly report?: string;
}

interface Wiring {
  readonly system: ContractOptions["system"];
}

/** Tries every property that the diagram promises. `alive` is called after each. */
export async function soakContract(
  { folder, level, seed, runs }: SoakTask,
  alive: () => void,
): Promise<readonly Soaked[]> {
  Object.assign(process.env, { SEQWRIGHT_SEED: String(seed), SEQWRIGHT_RUNS: String(runs) });
  const { system }: Wiring = await import(pathToFileURL(join(folder, "wiring.gen.ts")).href);
  const subject = contract({ system, handlers: pathToFileURL(join(folder, "contract.gen.test.ts")).href });
  const found: Soaked[] = [];
  const alone = level === "protocol" ? componentsOf(system.protocol) : [];
  for (const component of [...alone, undefined]) {
    for (const { property } of subject.promises(component, level)) {
      const report = await reportOf(subject.check(property, component, level));
      found.push({
        property,
        ...(component === undefined ? {} : { component }),
        ...(report === undefined ? {} : { report }),
      });
      alive();
    }
  }
  return found;
}

async function reportOf(checked: Promise<unknown>): Promise<string | undefined> {
  try {
    await checked;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
