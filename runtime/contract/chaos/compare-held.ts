import type { Held, HeldRow } from "./held-by-servers.ts";

/** How what a case left behind differs from what it leaves behind in peace. */
export interface HeldDifference {
  readonly kind: "lost" | "doubled" | "changed";
  readonly place: string;
  readonly sentence: string;
}

/** Columns whose values differ between two runs in peace, by place: chance or a clock makes them. */
export type FreeColumns = ReadonlyMap<string, ReadonlySet<string>>;

export function freeColumns(pairs: readonly (readonly [Held, Held])[]): FreeColumns {
  const free = new Map<string, Set<string>>();
  for (const [one, other] of pairs) {
    for (const place of new Set([...one.keys(), ...other.keys()])) {
      const [left, right] = [one.get(place) ?? [], other.get(place) ?? []];
      for (const column of columnsOf([...left, ...right])) {
        if (same(valuesOf(left, column), valuesOf(right, column))) continue;
        const found = free.get(place) ?? new Set();
        free.set(place, found.add(column));
      }
    }
  }
  return free;
}

export function compareHeld(peace: Held, found: Held, free: FreeColumns): readonly HeldDifference[] {
  return [...new Set([...peace.keys(), ...found.keys()])].flatMap((place) => {
    const left = textsOf(peace.get(place) ?? [], free.get(place));
    const right = textsOf(found.get(place) ?? [], free.get(place));
    const missing = without(left, right);
    const more = without(right, left);
    return differences(place, missing, more);
  });
}

function differences(
  place: string,
  missing: readonly string[],
  more: readonly string[],
): readonly HeldDifference[] {
  const said = (kind: HeldDifference["kind"], text: string): HeldDifference => ({
    kind,
    place,
    sentence: `${place}: ${text}`,
  });
  const pairs = Math.min(missing.length, more.length);
  return [
    ...missing.slice(0, pairs).map((row, at) => said("changed", `${more[at] ?? ""} instead of ${row}`)),
    ...missing.slice(pairs).map((row) => said("lost", `${row} is missing`)),
    ...more.slice(pairs).map((row) => said("doubled", `${row} is there once more`)),
  ];
}

function columnsOf(rows: readonly HeldRow[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function valuesOf(rows: readonly HeldRow[], column: string): readonly string[] {
  return rows.map((row) => JSON.stringify(row[column]) ?? "").sort();
}

function textsOf(rows: readonly HeldRow[], free: ReadonlySet<string> = new Set()): readonly string[] {
  return rows
    .map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !free.has(name)))))
    .sort();
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

/** What is in the first more often than in the second. */
function without(texts: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return texts.filter((text) => {
    const at = left.indexOf(text);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
