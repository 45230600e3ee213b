import type { DiagramModel } from "../ir/model/diagram-model.ts";
import type { SourceFile, Span } from "../source/source-file.ts";

/** Where something is drawn. */
export interface Place {
  readonly source: SourceFile;
  readonly span: Span;
}

/** What a change means for one participant. */
export interface Effect {
  /** Its code as it is now, or as it was where it is gone. */
  readonly participant: string;
  /** Code that fitted the old diagram does not fit this one: its own, or that of those whom it talks to. */
  readonly isBreaking: boolean;
  readonly why: string;
}

/** One difference between two diagrams. */
export interface Change {
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly of: "diagram" | "participant" | "arrow" | "branch" | "promise";
  /** One sentence without its end. */
  readonly words: string;
  readonly effects: readonly Effect[];
  /** Undefined where it was not, or is not any more. */
  readonly before: Place | undefined;
  readonly now: Place | undefined;
}

/** What became of one diagram. */
export interface DiagramComparison {
  readonly name: string;
  /** Its name before, where that was another one. */
  readonly was: string | undefined;
  readonly before: DiagramModel | undefined;
  readonly now: DiagramModel | undefined;
  /** Who is who, from the old to the new code. */
  readonly participants: ReadonlyMap<string, string>;
  /** Which arrow is which, from the old to the new identity. */
  readonly arrows: ReadonlyMap<string, string>;
  /** In the order of the new diagram; what is gone stands where it was. */
  readonly changes: readonly Change[];
}

export function isBreaking({ effects }: Change): boolean {
  return effects.some((effect) => effect.isBreaking);
}

export function breaks(participant: string, why: string): Effect {
  return { participant, isBreaking: true, why };
}

export function fitsStill(participant: string, why: string): Effect {
  return { participant, isBreaking: false, why };
}

/** A text of a diagram as sentences quote it: not longer than a line. */
export function quoted(text: string, lengthMax = 100): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return `"${line.length > lengthMax ? `${line.slice(0, lengthMax - 1)}…` : line}"`;
}
