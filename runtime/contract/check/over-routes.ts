import { routesOf } from "../system/routes.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import type { Finding } from "./property.ts";

/** Tries each route through the diagram, and says what was found on any of them; the first that is wrong is enough. */
export async function overRoutes(
  subject: SystemSubject,
  search: (route: SystemSubject) => Promise<Finding>,
): Promise<Finding> {
  let all: Finding = { unfilled: [] };
  for (const route of routesOf(subject)) {
    const found = await search(route);
    if (found.counterexample !== undefined) return found;
    all = joined(all, found);
  }
  return all;
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
