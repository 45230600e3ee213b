import { noOverrides, type Overrides } from "../ir/model/overrides.ts";
import type { DiagramConfig, SeqwrightConfig } from "./seqwright-config.ts";

/** What the configuration says for one diagram. A diagram may be called `constructor`, for which every object seems to have an entry. */
export function settingsOf({ diagram = {} }: SeqwrightConfig, name: string): DiagramConfig | undefined {
  return Object.hasOwn(diagram, name) ? diagram[name] : undefined;
}

/** What the configuration says of one diagram's meaning. */
export function overridesFor(config: SeqwrightConfig, settings: DiagramConfig | undefined): Overrides {
  const roles = Object.entries(settings?.roles ?? {}).map(
    ([code, role]) => [code, typeof role === "string" ? { role } : role] as const,
  );
  return {
    ...noOverrides,
    glossary: config.glossary ?? {},
    names: settings?.names ?? {},
    types: settings?.types ?? {},
    parameters: settings?.parameters ?? {},
    examples: settings?.examples ?? {},
    typeField: settings?.typeField,
    roles: Object.fromEntries(roles),
  };
}
