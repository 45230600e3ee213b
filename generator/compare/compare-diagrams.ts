import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { mostLike } from "../merge/recognise/most-like.ts";
import { alignDiagrams } from "./align-diagrams.ts";
import { placeOf } from "./arrow-text.ts";
import { breaks, type Change, type DiagramComparison, fitsStill, quoted } from "./change.ts";
import { arrowsThatCameOrWent, changedArrows } from "./compare-arrows.ts";
import { compareBranches } from "./compare-branches.ts";
import { changedOrder } from "./compare-order.ts";
import { changedParticipants } from "./compare-participants.ts";
import { changedPromises } from "./compare-promises.ts";
import { movedArrows } from "./moved-arrows.ts";

/** A diagram, and what it goes by on its side: its path, or its number. */
export interface KeyedDiagram {
  readonly key: string;
  readonly model: DiagramModel;
}

/**
 * Compares two sets of diagrams: those of one key, and of the others those that have almost the same arrows. Diagrams in
 * which nothing changed are not among the results.
 */
export function compareDiagrams(
  before: readonly KeyedDiagram[],
  now: readonly KeyedDiagram[],
): readonly DiagramComparison[] {
  const keys = new Set(now.map(({ key }) => key));
  const left = before
    .filter(({ key }) => !keys.has(key))
    .map((diagram) => ({ diagram, arrows: arrowsOf(diagram) }));
  const known = new Map(before.map((diagram) => [diagram.key, diagram]));
  const found = new Set<KeyedDiagram>();
  const compared = now.map((diagram) => {
    const same = known.get(diagram.key);
    const open = same === undefined ? left.filter((one) => !found.has(one.diagram)) : [];
    const old = same ?? mostLike(arrowsOf(diagram), open)?.diagram;
    if (old !== undefined) found.add(old);
    return compareVersions(old?.model, diagram.model, same === undefined);
  });
  const gone = before
    .filter((diagram) => !found.has(diagram))
    .map(({ model }) => compareVersions(model, undefined, false));
  return [...compared, ...gone].filter(({ changes }) => changes.length > 0);
}

function arrowsOf({ model }: KeyedDiagram): readonly string[] {
  return model.steps.map(({ id }) => id);
}

/** Compares two versions of one diagram; undefined stands for one that is not there. */
function compareVersions(
  before: DiagramModel | undefined,
  now: DiagramModel | undefined,
  isRenamed: boolean,
): DiagramComparison {
  const model = now ?? before;
  const name = model?.name ?? "";
  if (before === undefined || now === undefined) {
    const changes = model === undefined ? [] : [wholeDiagram(model, now === undefined)];
    return { name, was: undefined, before, now, participants: new Map(), arrows: new Map(), changes };
  }
  const alignment = alignDiagrams(before, now);
  const { changes, told } = compareBranches(alignment);
  const moved = movedArrows(alignment);
  const all = [
    ...(!isRenamed ? [] : [renamedDiagram(before, now)]),
    ...changedParticipants(alignment),
    ...changes,
    ...changedArrows(alignment),
    ...arrowsThatCameOrWent(alignment, told),
    ...moved,
    ...changedOrder(alignment),
    ...changedPromises(alignment),
  ];
  return {
    name,
    was: isRenamed ? before.name : undefined,
    before,
    now,
    participants: alignment.participants,
    arrows: new Map(alignment.pairs.map((pair) => [pair.before.id, pair.now.id])),
    changes: all.toSorted((one, other) => startOf(one) - startOf(other)),
  };
}

function startOf({ before, now }: Change): number {
  return (now ?? before)?.span.start ?? 0;
}

function wholeDiagram(model: DiagramModel, isGone: boolean): Change {
  const place = placeOf(model, { span: { start: model.span.start, end: model.span.start } });
  return {
    kind: isGone ? "removed" : "added",
    of: "diagram",
    words: `the diagram ${quoted(model.name)} is ${isGone ? "gone" : "new"}`,
    effects: model.participants.map(({ code }) =>
      isGone ? breaks(code, "its diagram is gone") : fitsStill(code, "its diagram is new"),
    ),
    before: isGone ? place : undefined,
    now: isGone ? undefined : place,
  };
}

function renamedDiagram(before: DiagramModel, now: DiagramModel): Change {
  const at = (model: DiagramModel) =>
    placeOf(model, { span: { start: model.span.start, end: model.span.start } });
  return {
    kind: "changed",
    of: "diagram",
    words: `the diagram ${quoted(before.name)} is called ${quoted(now.name)} now`,
    effects: now.participants.map(({ code }) => fitsStill(code, "only the diagram's name differs")),
    before: at(before),
    now: at(now),
  };
}
