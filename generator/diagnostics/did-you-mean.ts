import { type Fix, type Place, rewriteWord } from "./fix.ts";

/**
 * A hint with the candidate that was probably meant, or `undefined` when none is close enough to be helpful.
 * Of equally close candidates the first one wins, so pass them in the order of their declaration.
 */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const closest = closestName(name, candidates);
  return closest === undefined ? undefined : meant(closest);
}

/** The same, with the change that writes it instead, wherever the name stands within a place. */
export function suggest(
  name: string,
  candidates: Iterable<string>,
  at: Place,
): { readonly hint: string | undefined; readonly fixes: readonly (Fix | undefined)[] } {
  const closest = closestName(name, candidates);
  const hint = closest === undefined ? undefined : meant(closest);
  return { hint, fixes: closest === undefined ? [] : [rewriteWord(at, name, closest)] };
}

/** The words of the hint. */
function meant(closest: string): string {
  return `Did you mean "${closest}"?`;
}

/**
 * The bare name that was probably meant, for messages that phrase the suggestion themselves. `share`: how much of the
 * name may differ.
 */
export function closestName(name: string, candidates: Iterable<string>, share = 0.4): string | undefined {
  const wanted = [...name.toLowerCase()];
  let best: string | undefined;
  let bestDistance = wanted.length * share;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const letters = [...candidate.toLowerCase()];
    if (Math.abs(letters.length - wanted.length) > Math.max(2, 0.34 * wanted.length)) continue;
    const distance = editDistance(wanted, letters);
    if (best === undefined ? distance <= bestDistance : distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The name of which this one is plainly a slip of the fingers: one letter more, less, other or swapped. Numbers and
 * plurals tell things apart.
 */
export function misspelledName(name: string, candidates: readonly string[]): string | undefined {
  const letters = [...name].length;
  if (letters < 4) return undefined;
  const stem = (word: string): string => word.toLowerCase().replace(/(?:s|들|\d{1,9})$/u, "");
  const others = candidates.filter((other) => stem(other) !== stem(name));
  return closestName(name, others, 1.01 / letters);
}

/** Edit distance, one row at a time; two neighbours that changed places are one mistake, as they are for the fingers. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let beforeLast: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of a.entries()) {
    const current = [row + 1];
    for (const [column, other] of b.entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      const isSwap = row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === other;
      const swapped = isSwap ? (beforeLast[column - 1] ?? 0) + 1 : Infinity;
      current.push(Math.min(replaced, swapped, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    beforeLast = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
