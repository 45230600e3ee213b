import type { ArrowRecord } from "../../manifest/manifest.ts";

/** From when on two participants of different names are the same: how much of their arrows they share. */
const shared = 0.5;

/** Who is who: the same code, or one that is gone and one that is new with the same arrows, their own names aside. */
export function matchParticipants(
  before: readonly ArrowRecord[],
  now: readonly ArrowRecord[],
): ReadonlyMap<string, string> {
  const [old, fresh] = [codes(before), codes(now)];
  const found = new Map([...old].filter((code) => fresh.has(code)).map((code) => [code, code]));
  const appeared = [...fresh].filter((code) => !old.has(code));
  const pairs = [...old]
    .filter((code) => !fresh.has(code))
    .flatMap((one) =>
      appeared.map((other) => ({ one, other, score: dice(masked(one, before), masked(other, now)) })),
    )
    .filter(({ score }) => score >= shared)
    .toSorted((a, b) => b.score - a.score);
  const taken = new Set<string>();
  for (const { one, other, score } of pairs) {
    const isTied = pairs.some(
      (pair) => (pair.one === one) !== (pair.other === other) && pair.score === score,
    );
    if (found.has(one) || taken.has(other) || isTied) continue;
    found.set(one, other);
    taken.add(other);
  }
  return found;
}

function codes(arrows: readonly ArrowRecord[]): ReadonlySet<string> {
  return new Set(arrows.flatMap(({ from, to }) => [from, to]));
}

/** A participant's arrows as if it had no name. */
function masked(code: string, arrows: readonly ArrowRecord[]): readonly string[] {
  return arrows
    .filter(({ from, to }) => from === code || to === code)
    .map(({ id, from, to }) => {
      const text = `${from} → ${to}: `;
      const label = id.slice(Math.max(0, id.lastIndexOf(text)) + text.length);
      return JSON.stringify([from === code ? "" : from, to === code ? "" : to, label]);
    });
}

/** Twice what two lists share, of all that they have: from 0 to 1. */
export function dice(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>();
  for (const item of one) left.set(item, (left.get(item) ?? 0) + 1);
  let common = 0;
  for (const item of other) {
    const count = left.get(item) ?? 0;
    if (count > 0) common += 1;
    left.set(item, count - 1);
  }
  return one.length + other.length === 0 ? 0 : (2 * common) / (one.length + other.length);
}
