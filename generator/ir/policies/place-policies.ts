import { isEverywhere, type PolicyPlace } from "seqwright-runtime/model";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { Anchor } from "../drawing/read-notes.ts";

export interface Drawing {
  readonly arrows: readonly ReadArrow[];
  /** Codes of the participants, from left to right. */
  readonly codes: readonly string[];
  /** Indexes of the arrows by which work comes in. */
  readonly entries: ReadonlySet<number>;
}

/** What a promise binds, as a reader sees it in the drawing. */
export function placeOf(anchor: Anchor, drawing: Drawing): PolicyPlace {
  switch (anchor.kind) {
    case "divider":
      return { phase: anchor.phase };
    case "arrow":
      return stepsAt(sameMessage(anchor.arrow, drawing));
    case "directive":
      return placeOfDirective(anchor.arrowsBefore, drawing);
    case "across":
      return {};
    case "nowhere":
      return { steps: [] };
    case "lifelines":
      return placeOfNote(anchor, drawing);
  }
}

/** One message is several arrows where it has several receivers, or several statements. */
function sameMessage(index: number, { arrows }: Drawing): readonly ReadArrow[] {
  const start = arrows.find((arrow) => arrow.index === index)?.span.start;
  return arrows.filter(({ span }) => span.start === start);
}

/** Above or below all arrows, a directive is about the whole diagram; between them, about the arrow that it follows. */
function placeOfDirective(arrowsBefore: number, { arrows }: Drawing): PolicyPlace {
  if (arrowsBefore === 0 || arrowsBefore === arrows.length) return {};
  return stepsAt(arrows.slice(arrowsBefore - 1, arrowsBefore));
}

type LifelinesAnchor = Extract<Anchor, { readonly kind: "lifelines" }>;

/**
 * A note over lifelines is about their arrows: those of the branch that it stands in; else, where work comes in to them
 * at several arrows, those of the part that it stands in. Above or below all arrows, a note over several is about all.
 */
function placeOfNote({ codes, arrowsBefore, within, phase }: LifelinesAnchor, drawing: Drawing): PolicyPlace {
  const participants = spanned(codes, drawing.codes);
  const isAll = participants.length > 1 && participants.length === drawing.codes.length;
  const place = isAll ? {} : { participants };
  const branch = within.at(-1);
  if (branch !== undefined) return { ...place, branch };
  const isAbove = arrowsBefore === 0;
  const isBelow = arrowsBefore === drawing.arrows.length;
  if (isAbove || (isBelow && participants.length > 1)) return place;
  const { from, to } = partAround(arrowsBefore, phase, entriesOf(participants, drawing), drawing.arrows);
  if (from === 0 && to === drawing.arrows.length) return place;
  const touching = drawing.arrows.slice(from, to).filter((arrow) => touches(participants, arrow));
  return isEverywhere(place) ? stepsAt(touching) : { ...place, ...stepsAt(touching) };
}

/** A note over the first and the last of some lifelines covers those between, too. */
function spanned(codes: readonly string[], all: readonly string[]): readonly string[] {
  const positions = codes.map((code) => all.indexOf(code)).filter((position) => position >= 0);
  return positions.length < 2 ? codes : all.slice(Math.min(...positions), Math.max(...positions) + 1);
}

/** Where work comes in to these participants, or to anybody where it comes in to none of them. */
function entriesOf(participants: readonly string[], { arrows, entries }: Drawing): readonly number[] {
  const all = arrows.flatMap((arrow, position) => (entries.has(arrow.index) ? [{ arrow, position }] : []));
  const own = all.filter(
    ({ arrow: { from, to } }) => participants.includes(to) || participants.includes(from),
  );
  return (own.length > 0 ? own : all).map(({ position }) => position);
}

/** The arrows from one of these entries to the next, around a place in the drawing; `to` is exclusive. */
function partAround(
  arrowsBefore: number,
  phase: string | undefined,
  entries: readonly number[],
  arrows: readonly ReadArrow[],
): { readonly from: number; readonly to: number } {
  // At the beginning of a phase, a note is about what follows.
  const isOfNext = arrows[arrowsBefore - 1]?.phase !== phase && arrows[arrowsBefore]?.phase === phase;
  const at = isOfNext ? arrowsBefore : arrowsBefore - 1;
  const first = entries[0];
  const from = entries.findLast((position) => position <= at);
  return {
    from: from === undefined || from === first ? 0 : from,
    to: entries.find((position) => position > Math.max(at, first ?? 0)) ?? arrows.length,
  };
}

function touches(participants: readonly string[], { from, to }: ReadArrow): boolean {
  return participants.length === 1
    ? participants.includes(from) || participants.includes(to)
    : participants.includes(from) && participants.includes(to);
}

function stepsAt(arrows: readonly ReadArrow[]): PolicyPlace {
  return { steps: arrows.map(({ id }) => id) };
}
