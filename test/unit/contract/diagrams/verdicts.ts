import { contract, type ComponentFactories } from "../../../../runtime/contract/index.ts";
import { componentsOf } from "../../../../runtime/contract/state/subject.ts";
import type { PropertyName } from "../../../../runtime/model/property-name.ts";
import type { DiagramProtocol } from "../../../../runtime/index.ts";

/** The reports of the properties that the diagram promises of anybody, and that do not hold; or of one of them only. */
export async function verdicts(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  component?: string,
  only?: PropertyName,
): Promise<Partial<Record<PropertyName, string>>> {
  const subject = contract({ system: { protocol, components: factories }, handlers: import.meta.url });
  const found: Partial<Record<PropertyName, string>> = {};
  const promised = [...componentsOf(protocol), undefined].flatMap((one) => subject.promises(one));
  for (const property of new Set(promised.map((one) => one.property))) {
    if (only !== undefined && property !== only) continue;
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
