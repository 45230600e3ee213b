import type { MappedText } from "../source/mapped-text.ts";
import type { Mode } from "./lexer.ts";

/** Longer lines are refused, which bounds the work that matching a line can take. */
export const longestLine = 20_000;

/** The rules that stand for a whole statement. */
export type StatementRule =
  | "declaration"
  | "longDeclaration"
  | "box"
  | "boxEnd"
  | "message"
  | "leftGate"
  | "rightGate"
  | "anchorLink"
  | "life"
  | "lifeMark"
  | "autoactivate"
  | "return"
  | "group"
  | "noteOfLifeline"
  | "noteOnMessage"
  | "noteAcross"
  | "reference"
  | "mark"
  | "newpage"
  | "title"
  | "longTitle"
  | "autonumber"
  | "presentation"
  | "longPresentation"
  | "link";

/** One way to read a line. */
export interface StatementForm {
  readonly rule: StatementRule;
  readonly mode: Mode;
  /** The words, or the first characters, that such a line can begin with; without them, any. */
  readonly begins?: ReadonlySet<string>;
  /** A cheap test that every such line passes. */
  readonly needs?: RegExp;
  /** How the statement ends, if the form is one that goes on over the following lines. */
  readonly body?: BodyEnd;
}

export interface BodyEnd {
  /** What to write to end it, for people. */
  readonly closing: string;
  readonly terminator: RegExp;
  /** `{{` … `}}` holds an embedded diagram, whose lines end nothing. */
  readonly embeds?: true;
  /** Braces nest, and every line must look like this. */
  readonly nested?: RegExp;
  /** The terminator's own line belongs to no part of the text, yet may not be the first one. */
  readonly atLeastOne?: true;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const kinds = "participant actor boundary control entity database collections queue";
const groups = "opt alt loop par break critical group partition else also end &";

/** A gate needs an arrow head; `A --` is something else. */
const headed = /[-\]]_?[>/\\]|[<_/\\][-[]/;
/** What may stand before the colon of a note or a reference; that of an address in a link is none. */
const beforeColon = String.raw`(?:[^:[]|\[\[(?:[^\]]|\](?!\]))*\]\]|\[(?!\[))*`;
const opening = (start: string, end: ":" | "$"): RegExp => new RegExp(`^${start}${beforeColon}${end}`, "i");
const noteEnd: BodyEnd = { closing: "end note", terminator: /^end ?(?:note|hnote|rnote)$/i, embeds: true };

/**
 * The forms in the order in which PlantUML tries them; the first one that fits the whole line wins. Keywords are not
 * reserved: arrows come before most of them, so that `end -> B` is a message.
 */
export const statementForms: readonly StatementForm[] = [
  {
    rule: "longTitle",
    mode: "title",
    begins: words("legend"),
    needs: /^legend(?:\s+(?:top|bottom))?(?:\s+(?:left|right|center))?$/i,
    body: endOf("legend"),
  },
  {
    rule: "title",
    mode: "title",
    begins: words("title caption mainframe left right center header footer legend"),
    needs: /^(?:(?:left|right|center)\s+)?\w+[\s:]/i,
  },
  ...["title", "caption", "footer", "header"].map((what): StatementForm => ({
    rule: "longTitle",
    mode: "title",
    begins: words(`${what} left right center`),
    needs: new RegExp(`^(?:(?:left|right|center)\\s+)?${what}$`, "i"),
    body: endOf(what),
  })),
  {
    rule: "longPresentation",
    mode: "look",
    begins: words("skinparam"),
    needs: /\{$/,
    body: { closing: "}", terminator: /^\}$/, nested: /^(?:[\w.]+(?:<<[^<>]*>>)?(?:\s+\S.*|\s*\{)|\}|)$/ },
  },
  {
    rule: "longPresentation",
    mode: "look",
    begins: words("<"),
    needs: /^<style>$/i,
    body: { closing: "</style>", terminator: /^<\/style>$/i },
  },
  {
    rule: "longPresentation",
    mode: "look",
    begins: words("sprite"),
    needs: /\{$/,
    body: { closing: "}", terminator: /^\}$/ },
  },
  {
    rule: "longPresentation",
    mode: "look",
    begins: words("sprite"),
    needs: /<svg/i,
    body: { closing: "</svg>", terminator: /<\/svg>$/i },
  },
  {
    rule: "presentation",
    mode: "look",
    begins: words(
      "skinparam skin ! scale hide show footbox footboxon footboxoff minwidth page rotate autonewpage ignore ignorenewpage set < sprite",
    ),
    needs: /[^{]$/,
  },
  { rule: "life", mode: "life", begins: words("activate deactivate destroy create") },
  { rule: "declaration", mode: "declaration", begins: words(`create ${kinds}`) },
  {
    rule: "longDeclaration",
    mode: "declaration",
    begins: words("participant"),
    needs: /\[$/,
    body: { closing: "]", terminator: /^[^[\]]*\]$/, atLeastOne: true },
  },
  { rule: "message", mode: "sender", needs: /-/ },
  { rule: "leftGate", mode: "sender", needs: headed },
  { rule: "rightGate", mode: "sender", needs: headed },
  { rule: "noteOfLifeline", mode: "note", needs: opening(String.raw`[&/]?\s*[hr]?note`, ":") },
  { rule: "noteAcross", mode: "note", needs: opening(String.raw`/?\s*[hr]?note`, ":") },
  { rule: "box", mode: "box", begins: words("box") },
  { rule: "boxEnd", mode: "box", begins: words("end endbox") },
  { rule: "group", mode: "group", begins: words(groups) },
  { rule: "lifeMark", mode: "lifeMark", needs: /\+\+|--/ },
  { rule: "return", mode: "return", begins: words("return &") },
  { rule: "noteOnMessage", mode: "note", needs: opening("[hr]?note", ":") },
  { rule: "noteOfLifeline", mode: "note", needs: opening(String.raw`[&/]?\s*[hr]?note`, "$"), body: noteEnd },
  {
    rule: "noteOnMessage",
    mode: "note",
    needs: opening("[hr]?note", "$"),
    body: { ...noteEnd, terminator: /^end ?note$/i },
  },
  { rule: "noteAcross", mode: "note", needs: opening(String.raw`/?\s*[hr]?note`, "$"), body: noteEnd },
  { rule: "newpage", mode: "mark", begins: words("newpage @") },
  { rule: "mark", mode: "mark", begins: words("= . … |") },
  { rule: "reference", mode: "reference", begins: words("ref"), needs: opening("ref", ":") },
  {
    rule: "reference",
    mode: "reference",
    begins: words("ref"),
    needs: opening("ref", "$"),
    body: { closing: "end ref", terminator: /^end ?(?:ref)?$/i },
  },
  { rule: "autonumber", mode: "autonumber", begins: words("autonumber") },
  { rule: "autoactivate", mode: "autoactivate", begins: words("autoactivate") },
  { rule: "link", mode: "link", begins: words("url") },
  { rule: "anchorLink", mode: "anchors", begins: words("{") },
];

function endOf(what: string): BodyEnd {
  return { closing: `end ${what}`, terminator: new RegExp(`^end ?${what}$`, "i") };
}

/** What PlantUML sorts lines by: the leading ASCII letters in lower case, or else the first character. */
export function firstToken(line: MappedText): string {
  return /^[A-Za-z]+/.exec(line.text)?.[0].toLowerCase() ?? line.text.slice(0, 1);
}
