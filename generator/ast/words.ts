import type { Span } from "../source/source-file.ts";

/** Displayed text, cut into display lines (at line ends and at `\n`), each with its own place in the source. */
export interface Text {
  readonly lines: readonly TextLine[];
  readonly span: Span;
}

export interface TextLine {
  readonly text: string;
  readonly span: Span;
}

export type LifelineKeyword =
  "participant" | "actor" | "boundary" | "control" | "entity" | "database" | "queue" | "collections";

export type FragmentOperator =
  "alt" | "opt" | "loop" | "par" | "par2" | "break" | "critical" | "group" | "partition";

export type NoteStyle = "note" | "hnote" | "rnote";

export type NotePosition = "left" | "right" | "over" | "over-several" | "across" | "top" | "bottom";
