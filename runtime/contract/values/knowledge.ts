import { own } from "./deep-equal.ts";
import { snapshot } from "./snapshot.ts";

/** What a participant knows at some moment, by name. */
export type Knowledge = ReadonlyMap<string, Known>;

export interface Known {
  readonly value: unknown;
  /** Where it was learnt: in which operation, branches of `par` and rounds of loops; see `scopeOf`. */
  readonly round: string;
  /** What goes by the same name in operations and branches at the same time, the latest first. */
  readonly beside?: readonly Known[];
}

export const nothingKnown: Knowledge = new Map();

/** What is known stays what it was when it was learnt, whatever a component makes of the object later. */
export function bind(knowledge: Knowledge, name: string, value: unknown, round: string): Knowledge {
  const before = knowledge.get(name);
  const others = before === undefined ? [] : [before, ...(before.beside ?? [])];
  // Other rounds of the same loops are over.
  const beside = others.filter(
    (known) => isApart(known.round, round) && strandOf(known.round) !== strandOf(round),
  );
  const known = { value: snapshot(value), round };
  if (beside.length === 0) return new Map(knowledge).set(name, known);
  const kept = beside.slice(0, besideMax).map((one) => ({ value: one.value, round: one.round }));
  return new Map(knowledge).set(name, { ...known, beside: kept });
}

const besideMax = 32;

function strandOf(round: string): string {
  return round.replaceAll(/#\d+\//g, "#/");
}

/** What one round has learnt says nothing about another; after the loop, the last round's holds. */
export function isApart(learnt: string, now: string): boolean {
  return !now.startsWith(learnt) && !learnt.startsWith(now);
}

/** What is known there: of each name, what was learnt last on the way to this place. */
export function knownAt(knowledge: Knowledge, round: string): Knowledge {
  return new Map(
    [...knowledge].flatMap(([name, latest]) => {
      const known = latestAt(latest, round);
      return known === undefined ? [] : [[name, known] as const];
    }),
  );
}

function latestAt(latest: Known, round: string): Known | undefined {
  if (!isApart(latest.round, round)) return latest;
  return latest.beside?.find((known) => !isApart(known.round, round));
}

export function unbind(knowledge: Knowledge, name: string): Knowledge {
  if (!knowledge.has(name)) return knowledge;
  const left = new Map(knowledge);
  left.delete(name);
  return left;
}

/** The value of a dotted path, where it is asked for: the longest known name, and from there own properties. */
export function lookup(knowledge: Knowledge, path: string, round?: string): Known | undefined {
  const keys = path.split(".");
  for (let length = keys.length; length > 0; length -= 1) {
    const latest = knowledge.get(keys.slice(0, length).join("."));
    const known = latest === undefined || round === undefined ? latest : latestAt(latest, round);
    if (known === undefined) continue;
    const reached = reach(known.value, keys.slice(length));
    return reached === undefined ? undefined : { value: reached.value, round: known.round };
  }
  return undefined;
}

/** The value at a dotted path below this one; the empty path is the value itself. */
export function valueAt(value: unknown, path: string): unknown {
  return path === "" ? value : reach(value, path.split("."))?.value;
}

function reach(value: unknown, keys: readonly string[]): { readonly value: unknown } | undefined {
  let current = value;
  for (const key of keys) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = own(current, key);
  }
  return { value: current };
}

/** A copy of the value in which the dotted path holds something else. */
export function withValueAt(value: unknown, path: string, part: unknown): unknown {
  if (path === "") return part;
  const [key = "", ...rest] = path.split(".");
  const base = typeof value === "object" && value !== null ? value : {};
  return { ...base, [key]: withValueAt(own(base, key), rest.join("."), part) };
}
