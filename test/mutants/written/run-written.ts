import type { PropertyName } from "../../../runtime/model/property-name.ts";
import { diagrams } from "../all.ts";
import { reportOf } from "../reports.ts";

/** What became of a wrong handler that somebody wrote. */
export interface TriedWritten {
  readonly diagram: string;
  readonly name: string;
  /** The property that is meant for it. */
  readonly by: PropertyName;
  /** By that property, of the component alone. */
  readonly caught: boolean;
}

/** Holds every wrong handler that somebody wrote to the property that is meant for it. `only` is part of a diagram's name. */
export async function runWritten(only: string): Promise<readonly TriedWritten[]> {
  const tried: TriedWritten[] = [];
  for (const { protocol, right, mutants } of diagrams) {
    if (!protocol.name.includes(only) && !protocol.source.includes(only)) continue;
    for (const { name, wrong, caught } of mutants) {
      const [component] = Object.keys(wrong);
      const report = await reportOf(protocol, { ...right, ...wrong }, caught.by, component);
      tried.push({ diagram: protocol.name, name, by: caught.by, caught: report !== undefined });
    }
  }
  return tried;
}
