import type { KeptCases } from "../beside/kept-cases.ts";
import type { Finding } from "./property.ts";
import type { Settings } from "./settings.ts";

/** Tries the case first that broke the property before, and keeps the one that does so now. `name`: of what is searched. */
export async function keptFirst(
  name: string,
  cases: KeptCases | undefined,
  settings: Settings,
  search: (settings: Settings) => Promise<Finding>,
): Promise<Finding> {
  // Who replays a case wants to see that one.
  if (cases === undefined || settings.path !== undefined) return search(settings);
  const kept = cases.of(name);
  if (kept !== undefined) {
    // Where a case leads depends on what is drawn: after an edit of the diagram it may lead nowhere.
    const again = await search({ ...settings, ...kept }).catch(() => undefined);
    if (again?.counterexample !== undefined)
      return { ...again, counterexample: { ...again.counterexample, keptFrom: kept.seed } };
    if (again === undefined || again.unfilled.length === 0) cases.drop(name);
  }
  const finding = await search(settings);
  const path = finding.counterexample?.path;
  if (path !== undefined && finding.unfilled.length === 0) cases.keep(name, { seed: settings.seed, path });
  return finding;
}
