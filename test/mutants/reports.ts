import { contract, type ComponentFactories } from "../../runtime/contract/index.ts";
import type { DiagramProtocol } from "../../runtime/index.ts";

export type Property = "order" | "coverage" | "badInput" | "fatalFault";

export const properties: readonly Property[] = ["order", "coverage", "badInput", "fatalFault"];

/** The report of a property that does not hold; undefined when it holds. */
export async function reportOf(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  property: Property,
  component?: string,
): Promise<string | undefined> {
  const subject = contract(protocol, factories, { handlers: import.meta.url });
  return subject[property](component).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof Error) || error.name !== "ContractError") throw error;
      return error.message;
    },
  );
}

/** The reports of all properties that do not hold. */
export async function reports(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  component?: string,
): Promise<Partial<Record<Property, string>>> {
  const found: Partial<Record<Property, string>> = {};
  for (const property of properties) {
    const report = await reportOf(protocol, factories, property, component);
    if (report !== undefined) found[property] = report;
  }
  return found;
}
