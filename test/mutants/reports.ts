import { contract, type ComponentFactories } from "../../runtime/contract/index.ts";
import { propertyNames, type PropertyName } from "../../runtime/model/property-name.ts";
import type { DiagramProtocol } from "../../runtime/index.ts";

/** The report of a property that does not hold; undefined when it holds. */
export async function reportOf(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  property: PropertyName,
  component?: string,
  handlers = import.meta.url,
): Promise<string | undefined> {
  const subject = contract({ system: { protocol, components: factories }, handlers });
  return subject.check(property, component).then(
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
  handlers?: string,
): Promise<Partial<Record<PropertyName, string>>> {
  const found: Partial<Record<PropertyName, string>> = {};
  for (const property of propertyNames) {
    const report = await reportOf(protocol, factories, property, component, handlers);
    if (report !== undefined) found[property] = report;
  }
  return found;
}
