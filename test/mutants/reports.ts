import { system as polling } from "../../generated/content-이미지결과조회/wiring.gen.ts";
import { system as event } from "../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { system as workflow } from "../../generated/workflow-engine/wiring.gen.ts";
import { contract, type ComponentFactories } from "../../runtime/contract/index.ts";
import { propertyNames, type PropertyName } from "../../runtime/model/property-name.ts";
import type { DiagramProtocol } from "../../runtime/index.ts";

const systems = [event, polling, workflow];

/** The report of a property that does not hold; undefined when it holds. */
export async function reportOf(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  property: PropertyName,
  component?: string,
  handlers = import.meta.url,
): Promise<string | undefined> {
  const entries = systems.find((system) => system.protocol === protocol)?.entries ?? [];
  const system = { protocol, components: factories, entries };
  const subject = contract({ system, handlers });
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
