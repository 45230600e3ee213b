import { routesOf } from "../routes/routes.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import type { Finding, Search } from "./property.ts";

/**
 * Tries each route through the diagram, and says what was found on any of them; the first that is wrong is enough. They
 * share the runs and the time, and each is tried at least once.
 */
export function overRoutes(search: Search<SystemSubject>): Search<SystemSubject> {
  return async (subject, settings) => {
    const routes = routesOf(subject);
    const { runs, timeMs } = settings;
    const shared = { ...settings, runs: Math.ceil(runs / routes.length), timeMs: timeMs / routes.length };
    let all: Finding = { unfilled: [] };
    for (const route of routes) {
      const found = await search(route, shared);
      if (found.counterexample !== undefined) return found;
      all = joined(all, found);
    }
    return all;
  };
}

function joined(one: Finding, other: Finding): Finding {
  const remarks = [...(one.remarks ?? []), ...(other.remarks ?? [])];
  const said = new Map(remarks.map((remark) => [JSON.stringify(remark), remark]));
  return {
    unfilled: [...one.unfilled, ...other.unfilled],
    tried: (one.tried ?? 0) + (other.tried ?? 0),
    uncrossed: one.uncrossed ?? other.uncrossed,
    cut: one.cut ?? other.cut,
    remarks: [...said.values()],
  };
}
