import { type Change, type DiagramComparison, isBreaking, type Place } from "../change.ts";
import { lineOf } from "./place-text.ts";
import { verdictsOf } from "./verdicts.ts";

/** The changes as data, for programs. */
export function comparisonJson(comparisons: readonly DiagramComparison[]): Readonly<Record<string, unknown>> {
  return {
    diagrams: comparisons.map((comparison) => ({
      name: comparison.name,
      was: comparison.was,
      isBreaking: comparison.changes.some(isBreaking),
      participants: verdictsOf(comparison),
      changes: comparison.changes.map(changeJson),
    })),
  };
}

function changeJson(change: Change) {
  const { kind, of, words, effects, before, now } = change;
  return {
    kind,
    of,
    words,
    isBreaking: isBreaking(change),
    effects,
    before: placeJson(before),
    now: placeJson(now),
  };
}

function placeJson(place: Place | undefined) {
  return place && { file: place.source.path, line: lineOf(place) };
}
