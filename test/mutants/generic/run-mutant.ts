import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { contract, type ContractOptions } from "../../../runtime/contract/index.ts";
import type { PropertyName } from "../../../runtime/model/property-name.ts";

/** What a worker is asked: to hold one mutant to its contract. */
export interface MutantTask {
  /** With the mutant's `wiring.gen.ts`; absolute. */
  readonly folder: string;
  /** Where the contract test and what is beside it are; absolute. */
  readonly beside: string;
  readonly handler: string;
}

/** What became of it. */
export interface MutantFate {
  /** The first property that does not hold. Where none is named, the mutant survives. */
  readonly by?: PropertyName;
  /** The second line of the report: what is wrong. */
  readonly reason?: string;
  /** It ended its process, or never ended itself: a test runner would say so, too. */
  readonly crash?: string;
  /** No component of the contract uses this handler: a gateway, which the script stands for. */
  readonly isNotRun?: true;
}

interface Wiring {
  readonly system: ContractOptions["system"];
}

/** Tries all properties that the diagram promises, of the component alone and of all together, until one does not hold. */
export async function runMutant(
  { folder, beside, handler }: MutantTask,
  alive: () => void,
): Promise<MutantFate> {
  const { system }: Wiring = await import(pathToFileURL(join(folder, "wiring.gen.ts")).href);
  const component = Object.entries(system.protocol.participants).find(
    ([, spec]) => spec.role === "component" && spec.handler === handler,
  )?.[0];
  if (component === undefined) return { isNotRun: true };
  const subject = contract({ system, handlers: pathToFileURL(join(beside, "contract.gen.test.ts")).href });
  for (const cast of [component, undefined]) {
    const names = subject.promises(cast).map(({ property }) => property);
    for (const property of names.toSorted((one, other) => turnOf(one) - turnOf(other))) {
      const report = await reportOf(subject.check(property, cast));
      if (report !== undefined) return { by: property, reason: report.split("\n")[2]?.trim() ?? "" };
      alive();
    }
  }
  return {};
}

/** What is out of order says more as such than as something that never happened, so coverage comes last. */
function turnOf(property: PropertyName): number {
  if (property === "order") return 0;
  return property === "coverage" ? 2 : 1;
}

async function reportOf(checked: Promise<unknown>): Promise<string | undefined> {
  try {
    await checked;
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === "ContractError") return error.message;
    throw error;
  }
}
