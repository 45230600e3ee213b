import { dice } from "./match-participants.ts";

/** From which share of common arrows on a diagram of another name is the same. */
const assumed = 0.8;

/** Of several diagrams the one that has almost the same arrows; none where two are as likely. */
export function mostLike<D extends { readonly arrows: readonly string[] }>(
  arrows: readonly string[],
  candidates: readonly D[],
): D | undefined {
  const likely = candidates.filter((candidate) => dice(candidate.arrows, arrows) >= assumed);
  return likely.length === 1 ? likely[0] : undefined;
}
