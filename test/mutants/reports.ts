import { system as polling } from "../../generated/content-이미지결과조회/wiring.gen.ts";
import { system as event } from "../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { system as workflow } from "../../generated/workflow-engine/wiring.gen.ts";
import { contract, type ComponentFactories, type Contract } from "../../runtime/contract/index.ts";
import { componentsOf } from "../../runtime/contract/state/subject.ts";
import type { PropertyName } from "../../runtime/model/property-name.ts";
import type { DiagramProtocol } from "../../runtime/index.ts";

const systems = [event, polling, workflow];

function subjectOf(protocol: DiagramProtocol, factories: ComponentFactories, handlers: string): Contract {
  const entries = systems.find((system) => system.protocol === protocol)?.entries ?? [];
  return contract({ system: { protocol, components: factories, entries }, handlers });
}

/** The report of a property that does not hold; undefined when it holds. */
export async function reportOf(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  property: PropertyName,
  component?: string,
  handlers = import.meta.url,
): Promise<string | undefined> {
  const subject = subjectOf(protocol, factories, handlers);
  return subject.check(property, component).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof Error) || error.name !== "ContractError") throw error;
      return error.message;
    },
  );
}

/** The reports of all properties that the diagram promises of anybody, and that do not hold here. */
export async function reports(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  component?: string,
  handlers = import.meta.url,
): Promise<Partial<Record<PropertyName, string>>> {
  const found: Partial<Record<PropertyName, string>> = {};
  const subject = subjectOf(protocol, factories, handlers);
  const promised = [...componentsOf(protocol), undefined].flatMap((one) => subject.promises(one));
  for (const property of new Set(promised.map((one) => one.property))) {
    const report = await reportOf(protocol, factories, property, component, handlers);
    if (report !== undefined) found[property] = report;
  }
  return found;
}
