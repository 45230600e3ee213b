import { deathPoints, type DeathPoint } from "../child/death-points.ts";
import type { ChaosCase } from "./draw-cases.ts";
import type { Peace } from "./peace.ts";
import type { ChaosTarget } from "./stage.ts";

interface Points {
  readonly reached: readonly DeathPoint[];
  readonly unreached: number;
}

/** Where processes may die on their way through these cases; with `arrow`, only at what is drawn on that line. */
export function pointsOf(
  { subject }: ChaosTarget,
  { cases, traces }: Peace,
  arrow: number | undefined,
): Points {
  const { protocol } = subject;
  const crossed = new Set(cases.flatMap(({ template }) => traces[template] ?? []));
  const lineOf = (at: string): number | undefined => (protocol.steps[at] ?? protocol.fragments[at])?.line;
  const all = deathPoints(protocol).filter(({ at }) => arrow === undefined || lineOf(at) === arrow);
  if (all.length === 0) throw new Error(`there is no arrow to die at on line ${arrow ?? 0}`);
  const reached = all.filter(({ at }) => protocol.steps[at] === undefined || crossed.has(at));
  return { reached, unreached: all.length - reached.length };
}

/** A case that comes to this point. */
export function caseFor(
  { at }: DeathPoint,
  cases: readonly ChaosCase[],
  { traces }: Peace,
  chance: number,
): ChaosCase {
  const fitting = cases.filter(({ template }) => traces[template]?.includes(at));
  const from = fitting.length === 0 ? cases : fitting;
  const [first] = from;
  const one = from[Math.floor(chance * from.length)] ?? first;
  if (one === undefined) throw new Error("no case keeps the diagram in peace");
  return one;
}
