import { contract, type ContractOptions } from "../../../runtime/contract/index.ts";
import type { PropertyName } from "../../../runtime/model/property-name.ts";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";

/** What differs from the system that is filled in rightly. */
export type Changed = Partial<Pick<SystemDefinition, "components" | "entries" | "gateways">> &
  Pick<ContractOptions, "beside" | "settings">;

/** The report of a property of the running system of a diagram in `generated/`; undefined where it holds. */
export async function systemReport(
  diagram: string,
  property: PropertyName,
  { beside, settings, components = {}, gateways = {}, ...changes }: Changed = {},
): Promise<string | undefined> {
  const folder = new URL(`../../../generated/${diagram}/`, import.meta.url);
  const { system } = (await import(new URL("wiring.gen.ts", folder).href)) as { system: SystemDefinition };
  const changed = {
    ...system,
    ...changes,
    components: { ...system.components, ...components },
    gateways: { ...system.gateways, ...gateways },
  };
  const subject = contract({
    system: changed,
    handlers: new URL("contract.gen.test.ts", folder).href,
    ...(beside === undefined ? {} : { beside }),
    ...(settings === undefined ? {} : { settings }),
  });
  return subject.check(property, undefined, "system").then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof Error) || error.name !== "ContractError") throw error;
      return error.message;
    },
  );
}
