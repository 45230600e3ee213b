import type { Alignment, ArrowPair } from "./align-diagrams.ts";
import { arrowText, placeOf } from "./arrow-text.ts";
import { breaks, type Change, type Effect, fitsStill, quoted } from "./change.ts";
import { answerEffects } from "./compare-answer.ts";
import { callEffects } from "./compare-call.ts";

/** What changed in an arrow that is in both diagrams; undefined where nothing did. */
export function compareArrow({ before, now }: ArrowPair, alignment: Alignment): Change | undefined {
  const effects = [...endEffects({ before, now }, alignment), ...meaningEffects({ before, now }, alignment)];
  const isReworded = quoted(before.text, Infinity) !== quoted(now.text, Infinity);
  if (!isReworded && effects.length === 0) return undefined;
  const words = isReworded
    ? `${arrowText(now, false)}: ${quoted(before.text)} is ${quoted(now.text)} now`
    : `${arrowText(now)} means something else now`;
  const both = [...new Set([now.from, now.to])];
  const known = effects.length > 0 ? effects : both.map((code) => fitsStill(code, "only words differ"));
  return {
    kind: "changed",
    of: "arrow",
    words,
    effects: known,
    before: placeOf(alignment.before, before),
    now: placeOf(alignment.now, now),
  };
}

function endEffects({ before, now }: ArrowPair, { participants }: Alignment): readonly Effect[] {
  const moved = (old: string, fresh: string): boolean => (participants.get(old) ?? old) !== fresh;
  const left = moved(before.from, now.from) ? [before.from, now.from] : [];
  const right = moved(before.to, now.to) ? [before.to, now.to] : [];
  return [...left, ...right].map((code) => breaks(code, `it went from ${before.from} to ${before.to}`));
}

function meaningEffects({ before, now }: ArrowPair, alignment: Alignment): readonly Effect[] {
  if (before.kind === "reply" && now.kind === "reply") return answerEffects(before, now, alignment);
  if (before.kind !== "reply" && now.kind !== "reply") return callEffects(before, now, alignment);
  return [now.from, now.to].map((code) => breaks(code, "a call and an answer are not the same"));
}
