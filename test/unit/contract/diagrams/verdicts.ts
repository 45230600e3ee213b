import { contract, type ComponentFactories } from "../../../../runtime/contract/index.ts";
import type { DiagramProtocol } from "../../../../runtime/index.ts";

export type Property = "order" | "coverage" | "badInput" | "fatalFault";

const properties: readonly Property[] = ["order", "coverage", "badInput", "fatalFault"];

/** The reports of the properties that do not hold. */
export async function verdicts(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  component?: string,
): Promise<Partial<Record<Property, string>>> {
  const subject = contract(protocol, factories, { handlers: import.meta.url });
  const found: Partial<Record<Property, string>> = {};
  for (const property of properties) {
    await subject[property](component).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== "ContractError") throw error;
      found[property] = error.message;
    });
  }
  return found;
}

/** Runs with this many cases per property. */
export async function withRuns<T>(runs: number, work: () => Promise<T>): Promise<T> {
  process.env["SEQWRIGHT_RUNS"] = String(runs);
  try {
    return await work();
  } finally {
    delete process.env["SEQWRIGHT_RUNS"];
  }
}
