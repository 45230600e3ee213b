import type { FragmentOperator, LifelineKeyword, NotePosition, NoteStyle, Text } from "./words.ts";
import type { SourceFile, Span } from "../source/source-file.ts";

/** One block as written: its statements in order, nothing resolved yet. */
export interface DiagramNode {
  readonly kind: "diagram";
  readonly source: SourceFile;
  readonly name: string | undefined;
  readonly statements: readonly StatementNode[];
  /** Comments and front matter. */
  readonly comments: readonly CommentNode[];
  readonly span: Span;
}

export type StatementNode =
  | DeclarationNode
  | BoxNode
  | BoxEndNode
  | MessageNode
  | GateNode
  | LifeNode
  | AutoActivateNode
  | ReturnNode
  | GroupNode
  | BranchNode
  | GroupEndNode
  | NoteNode
  | ReferenceNode
  | DividerNode
  | DelayNode
  | SpaceNode
  | PageNode
  | TitleNode
  | AutoNumberNode
  | AnchorLinkNode
  | LinkNode
  | HideUnlinkedNode
  | PresentationNode
  | UnreadableNode;

/** A name as an arrow writes it, without its quotes. */
export interface WrittenName {
  readonly kind: "name";
  readonly code: string;
  /** Text to show instead of the name, when the statement gives one. */
  readonly display: Text | undefined;
  readonly span: Span;
}

export interface CommentNode {
  readonly kind: "comment";
  readonly text: string;
  readonly span: Span;
}

export interface DeclarationNode {
  readonly kind: "declaration";
  readonly create: boolean;
  readonly keyword: LifelineKeyword;
  readonly name: WrittenName;
  readonly stereotypes: readonly string[];
  readonly order: number | undefined;
  readonly color: ColorNode | undefined;
  readonly span: Span;
}

export interface ColorNode {
  readonly kind: "color";
  readonly text: string;
  readonly span: Span;
}

export interface BoxNode {
  readonly kind: "box";
  readonly title: Text;
  readonly color: ColorNode | undefined;
  readonly span: Span;
}

export interface BoxEndNode {
  readonly kind: "box-end";
  readonly span: Span;
}

/** `left` and `right` as they stand in the text; which of them sends is the arrow's business. */
export interface MessageNode {
  readonly kind: "message";
  readonly left: EndNode;
  readonly right: EndNode;
  readonly arrow: ArrowNode;
  readonly multicast: readonly WrittenName[];
  readonly activation: string;
  readonly color: ColorNode | undefined;
  readonly label: Text;
  readonly parallel: boolean;
  readonly anchor: string | undefined;
  readonly span: Span;
}

export interface EndNode {
  readonly kind: "end";
  readonly name: WrittenName;
  readonly anchor: string | undefined;
  readonly span: Span;
}

/** An arrow between a participant and the border of the diagram. */
export interface GateNode {
  readonly kind: "gate";
  readonly name: WrittenName;
  /** On which side of the participant's name the arrow stands. */
  readonly arrowSide: "left" | "right";
  readonly border: "[" | "]" | "?" | undefined;
  readonly arrow: ArrowNode;
  readonly activation: string;
  readonly color: ColorNode | undefined;
  readonly label: Text;
  readonly parallel: boolean;
  readonly anchor: string | undefined;
  readonly span: Span;
}

/** The pieces of an arrow in text order; each is empty when it is not there. */
export interface ArrowNode {
  readonly kind: "arrow";
  readonly leftMark: "" | "o" | "x";
  readonly leftHead: string;
  readonly dashes: number;
  readonly styles: readonly string[];
  readonly rightHead: string;
  readonly rightMark: "" | "o" | "x";
  readonly slant: number;
  readonly color: ColorNode | undefined;
  readonly span: Span;
}

export interface LifeNode {
  readonly kind: "life";
  readonly action: "activate" | "deactivate" | "destroy" | "create";
  /** Without a name, `deactivate` means whoever was activated last. */
  readonly name: WrittenName | undefined;
  readonly colors: readonly ColorNode[];
  readonly span: Span;
}

export interface AutoActivateNode {
  readonly kind: "autoactivate";
  readonly on: boolean;
  readonly span: Span;
}

export interface ReturnNode {
  readonly kind: "return";
  readonly label: Text;
  readonly color: ColorNode | undefined;
  readonly parallel: boolean;
  readonly span: Span;
}

export interface GroupNode {
  readonly kind: "group";
  readonly operator: FragmentOperator;
  readonly label: Text;
  /** `group My Title [second]`: the bracketed part. */
  readonly secondary: string | undefined;
  readonly colors: readonly ColorNode[];
  readonly parallel: boolean;
  readonly span: Span;
}

export interface BranchNode {
  readonly kind: "branch";
  readonly keyword: "else" | "also";
  readonly label: Text;
  readonly colors: readonly ColorNode[];
  readonly span: Span;
}

export interface GroupEndNode {
  readonly kind: "group-end";
  readonly span: Span;
}

export interface NoteNode {
  readonly kind: "note";
  readonly style: NoteStyle;
  readonly position: NotePosition;
  readonly names: readonly WrittenName[];
  /** Whether it belongs to the message before it, rather than to participants. */
  readonly onMessage: boolean;
  readonly text: Text;
  readonly color: ColorNode | undefined;
  /** Starts with `&`. */
  readonly parallel: boolean;
  /** Starts with `/`: shares the row of the note before it. */
  readonly beside: boolean;
  /** PlantUML creates the participants of a note without text, but not the note. */
  readonly empty: boolean;
  /** Says `accross`, which PlantUML knows well enough to refuse it. */
  readonly misspelt: boolean;
  readonly span: Span;
}

export interface ReferenceNode {
  readonly kind: "reference";
  readonly names: readonly WrittenName[];
  readonly text: Text;
  readonly colors: readonly ColorNode[];
  readonly span: Span;
}

export interface DividerNode {
  readonly kind: "divider";
  readonly text: Text;
  readonly span: Span;
}

export interface DelayNode {
  readonly kind: "delay";
  readonly text: Text;
  readonly span: Span;
}

export interface SpaceNode {
  readonly kind: "space";
  readonly pixels: number;
  readonly span: Span;
}

export interface PageNode {
  readonly kind: "page";
  readonly title: Text | undefined;
  readonly span: Span;
}

export interface TitleNode {
  readonly kind: "title";
  readonly text: Text;
  readonly span: Span;
}

export interface AutoNumberNode {
  readonly kind: "autonumber";
  readonly action: "start" | "stop" | "resume" | "inc";
  readonly start: string | undefined;
  readonly step: number | undefined;
  readonly format: string | undefined;
  readonly letter: string | undefined;
  readonly span: Span;
}

export interface AnchorLinkNode {
  readonly kind: "anchor-link";
  readonly from: string;
  readonly to: string;
  readonly text: Text;
  readonly span: Span;
}

/** `url of X is [[…]]`, which brings X into being like any other mention. */
export interface LinkNode {
  readonly kind: "link";
  readonly name: WrittenName;
  readonly span: Span;
}

export interface HideUnlinkedNode {
  readonly kind: "hide-unlinked";
  readonly hide: boolean;
  readonly span: Span;
}

/** Changes only how the diagram looks. */
export interface PresentationNode {
  readonly kind: "presentation";
  readonly what: string;
  readonly span: Span;
}

/** A line that is no statement; a diagnostic says so. */
export interface UnreadableNode {
  readonly kind: "unreadable";
  readonly text: string;
  readonly span: Span;
}

export type AstNode =
  DiagramNode | StatementNode | CommentNode | WrittenName | EndNode | ArrowNode | ColorNode;
