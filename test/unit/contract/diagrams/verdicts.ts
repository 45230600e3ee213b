import { contract, type ComponentFactories } from "../../../../runtime/contract/index.ts";
import { propertyNames, type PropertyName } from "../../../../runtime/model/property-name.ts";
import type { DiagramProtocol } from "../../../../runtime/index.ts";

/** The reports of the properties that do not hold. */
export async function verdicts(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  component?: string,
): Promise<Partial<Record<PropertyName, string>>> {
  const subject = contract({ system: { protocol, components: factories }, handlers: import.meta.url });
  const found: Partial<Record<PropertyName, string>> = {};
  for (const property of propertyNames) {
    await subject.check(property, component).catch((error: unknown) => {
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
