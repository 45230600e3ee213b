import type { FragmentOperator, LifelineKeyword, NotePosition, NoteStyle, Text } from "../ast/words.ts";
import type { SourceFile, Span } from "../source/source-file.ts";

export type { FragmentOperator, LifelineKeyword, Text } from "../ast/words.ts";

/**
 * A sequence diagram as PlantUML itself understands it: who takes part, and what happens in drawing order.
 * It knows nothing of what the texts mean; that is the model's business (`ir/model.ts`).
 */
export interface Interaction {
  readonly source: SourceFile;
  /** Position of this diagram among the sequence diagrams of its file, from 0. */
  readonly index: number;
  /** The name after `@startuml`, if any. */
  readonly name: string | undefined;
  readonly title: Text | undefined;
  readonly span: Span;
  /** In the order in which they are drawn from left to right. */
  readonly lifelines: readonly Lifeline[];
  readonly events: readonly InteractionEvent[];
  /** `' @seqwright …` comment lines, in order; `before` is the offset of the first statement that follows. */
  readonly directives: readonly Directive[];
}

export interface Lifeline {
  /** The name that arrows use. */
  readonly code: string;
  readonly display: Text;
  readonly keyword: LifelineKeyword;
  /** Without the guillemets. */
  readonly stereotypes: readonly string[];
  /** Titles of the boxes around it, innermost first. */
  readonly boxes: readonly string[];
  readonly order: number;
  /** Activation level before the first message. */
  readonly initialLevel: number;
  /** Not declared: it came into being because something mentioned it. */
  readonly implicit: boolean;
  /** The declaration, or the first mention. */
  readonly span: Span;
}

export type InteractionEvent =
  | MessageEvent
  | LifeEvent
  | FragmentEvent
  | NoteEvent
  | ReferenceEvent
  | DividerEvent
  | DelayEvent
  | SpaceEvent
  | PageEvent;

/** One end of an arrow: a lifeline, or the border of the diagram. */
export type MessageEnd =
  | { readonly kind: "lifeline"; readonly code: string }
  | { readonly kind: "gate"; readonly side: "left" | "right"; readonly short: boolean };

export interface MessageEvent {
  readonly kind: "message";
  /** Sender and receiver after the arrow's direction has been applied (`A <- B` is from B to A). */
  readonly from: MessageEnd;
  readonly to: MessageEnd;
  readonly arrow: Arrow;
  /** Further receivers (`A -> B & C`). */
  readonly multicast: readonly string[];
  readonly label: Text;
  /** Written with the `return` keyword. */
  readonly isReturn: boolean;
  /** The receiver comes into being with this message. */
  readonly creates: boolean;
  /** Drawn at the height of the previous message (`& A -> B`). */
  readonly parallel: boolean;
  readonly anchor: string | undefined;
  /** The ends' anchors (`A{p} -> B{q}`), in the arrow's direction. */
  readonly endAnchors: readonly [string | undefined, string | undefined];
  /** As `autonumber` prints it. */
  readonly number: string | undefined;
  readonly notes: readonly NoteEvent[];
  readonly span: Span;
}

export interface Arrow {
  readonly dotted: boolean;
  readonly hidden: boolean;
  /** Drawn from right to left in the text (`A <- B`). */
  readonly reversed: boolean;
  /** At the sender's end and at the receiver's end. */
  readonly heads: readonly [ArrowHead, ArrowHead];
  readonly circles: readonly [boolean, boolean];
  readonly color: string | undefined;
  readonly slant: number;
}

export interface ArrowHead {
  readonly head: "none" | "normal" | "async" | "cross";
  readonly part: "full" | "top" | "bottom";
}

export interface LifeEvent {
  readonly kind: "life";
  readonly action: "activate" | "deactivate" | "create" | "destroy";
  readonly code: string;
  /** Belongs to the message before it, rather than standing alone. */
  readonly attached: boolean;
  readonly span: Span;
}

export interface FragmentEvent {
  readonly kind: "fragment";
  readonly operator: FragmentOperator;
  readonly branches: readonly Branch[];
  /** `group My Title [second]`: the bracketed part. */
  readonly secondary: string | undefined;
  readonly parallel: boolean;
  /** False when the diagram ends before its `end`. */
  readonly closed: boolean;
  /** Notes that PlantUML attaches to the `end` line. */
  readonly endNotes: readonly NoteEvent[];
  readonly span: Span;
}

export interface Branch {
  /** The opening keyword as written: the operator for the first branch, `else` or `also` for the others. */
  readonly keyword: string;
  readonly label: Text;
  readonly events: readonly InteractionEvent[];
  /** Notes that PlantUML attaches to an `else` line. */
  readonly notes: readonly NoteEvent[];
  readonly span: Span;
}

export interface NoteEvent {
  readonly kind: "note";
  readonly style: NoteStyle;
  readonly position: NotePosition;
  /** The lifelines it is drawn at; empty for a note on a message and for `across`. */
  readonly codes: readonly string[];
  readonly text: Text;
  readonly parallel: boolean;
  readonly span: Span;
}

export interface ReferenceEvent {
  readonly kind: "reference";
  readonly codes: readonly string[];
  readonly text: Text;
  readonly notes: readonly NoteEvent[];
  readonly span: Span;
}

export interface DividerEvent {
  readonly kind: "divider";
  readonly text: Text;
  readonly span: Span;
}

export interface DelayEvent {
  readonly kind: "delay";
  readonly text: Text;
  readonly span: Span;
}

export interface SpaceEvent {
  readonly kind: "space";
  readonly pixels: number;
  readonly span: Span;
}

export interface PageEvent {
  readonly kind: "page";
  readonly title: Text | undefined;
  readonly span: Span;
}

/** A comment that speaks to this tool, e.g. `' @seqwright role Gateway resource`: the words after `@seqwright`. */
export interface Directive {
  readonly words: string;
  readonly before: number;
  readonly span: Span;
}
