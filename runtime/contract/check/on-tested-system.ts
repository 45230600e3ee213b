import { SystemStartError } from "../system/system-start-error.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { testedSystem, type TestedSystem, type TestedSystemOptions } from "../system/tested-system.ts";
import type { Finding, Search } from "./property.ts";
import type { Settings } from "./settings.ts";

/** Starts the system for one search, and stops it afterwards. A system that does not start is what there is to report. */
export function onTestedSystem(
  search: (system: TestedSystem, settings: Settings) => Promise<Finding>,
  options: TestedSystemOptions = {},
): Search<SystemSubject> {
  return async (subject, settings) => {
    try {
      await using system = await testedSystem(subject, options);
      return await search(system, settings);
    } catch (error) {
      if (error instanceof SystemStartError) return error.finding();
      throw error;
    }
  };
}
