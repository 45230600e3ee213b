import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import { type Fix, rewrite } from "../diagnostics/fix.ts";
import { spanOf, type MappedText } from "../source/mapped-text.ts";
import type { SourceFile, Span } from "../source/source-file.ts";
import { parseLine, whyNot } from "./parse-line.ts";
import { firstToken, longestLine, statementForms } from "./statement-forms.ts";

interface Unreadable {
  readonly source: SourceFile;
  readonly line: MappedText;
  readonly text: string;
  readonly span: Span;
}

/** Says what is wrong with a line that is no statement, as closely as it can be told. */
export function explainUnreadable(
  source: SourceFile,
  line: MappedText,
  closing: string | undefined,
): Diagnostic {
  const at: Unreadable = { source, line, text: line.text, span: spanOf(line) };
  if (line.text.length > longestLine) {
    return diagnostic("parse/line-too-long", { length: line.text.length, longest: longestLine }, at);
  }
  if (closing !== undefined)
    return diagnostic("parse/unterminated", { opening: shortened(line.text), closing }, at);
  // The closer looks take their time, and what is this long is no slip of the pen.
  for (const explain of line.text.length > 500
    ? []
    : [
        unclosedQuote,
        foreignKeyword,
        foreignDeclaration,
        gluedKeyword,
        detachedBorder,
        foreignPunctuation,
        decomposedText,
        slipOfThePen,
        textWithoutColon,
        nameWithoutQuotes,
      ]) {
    const found = explain(at);
    if (found !== undefined) return found;
  }
  return unknownStatement(at);
}

/** Keywords of other tools and other kinds of diagram, with what PlantUML has instead. */
const foreignKeywords: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /^else\s*if\b|^elsif\b|^elif\b/i, instead: "else" },
  { pattern: /^and\b|^option\b/i, instead: "else" },
  { pattern: /^end(?:alt|opt|loop|par|break|critical|group|if|partition|rect|section)\b/i, instead: "end" },
  { pattern: /^\}$/, instead: "end" },
  { pattern: /^(?:rect|section|strict|seq|neg|assert|ignore|consider)\b/i, instead: "group" },
  { pattern: /^if\b/i, instead: "alt" },
  { pattern: /^(?:while|for|foreach|repeat)\b/i, instead: "loop" },
];

function foreignKeyword(at: Unreadable): Diagnostic | undefined {
  for (const { pattern, instead } of foreignKeywords) {
    const found = pattern.exec(at.text);
    if (found !== null)
      return diagnostic("parse/wrong-keyword", { found: found[0], instead }, within(at, 0, found[0].length));
  }
  return undefined;
}

/** Shapes of other diagrams that can only take part here as what a sequence diagram has. */
const foreignShape =
  /^(?:cloud|component|node|rectangle|folder|frame|package|usecase|interface|class|storage|artifact|card|file|stack|hexagon|person|agent|object)(?=\s)/i;

function foreignDeclaration(at: Unreadable): Diagnostic | undefined {
  const found = foreignShape.exec(at.text)?.[0];
  if (found === undefined) return undefined;
  const instead = /^(?:storage|stack)$/i.test(found) ? "database" : "participant";
  return isReadable(`${instead}${at.text.slice(found.length)}`)
    ? diagnostic("parse/wrong-keyword", { found, instead }, within(at, 0, found.length))
    : undefined;
}

/** A quote in a name, for which the text after the colon is no part of the line. */
function unclosedQuote(at: Unreadable): Diagnostic | undefined {
  if ((at.text.split('"').length - 1) % 2 === 0) return undefined;
  const opened = at.text.lastIndexOf('"');
  const ends = [...at.text.slice(opened).matchAll(/\s+as\s|\s*:|\s*$/g)].map(({ index }) => opened + index);
  const repaired = ends
    .map((end) => `${at.text.slice(0, end)}"${at.text.slice(end)}`)
    .find((text) => isReadable(text));
  if (repaired === undefined) return undefined;
  return malformed(at, "a quote is opened and never closed", repaired);
}

const slips: readonly {
  readonly wrong: RegExp;
  readonly right: (found: RegExpExecArray) => string;
  readonly detail: (found: RegExpExecArray) => string;
}[] = [
  {
    wrong: /(?<=[^=<>-])=+>|<=+(?=[^=<>-])/,
    right: ([arrow]) => arrow.replaceAll("=", "-"),
    detail: ([arrow]) => `"${arrow}" is no arrow`,
  },
  {
    wrong: /-[ -]*[ ]+-*>+|<+-*[ ]+[ -]*-/,
    right: ([arrow]) => arrow.replaceAll(" ", ""),
    detail: () => "an arrow has no blanks",
  },
  {
    wrong:
      /(?<=^[hr]?note\s+(?:(?:left|right)(?:\s+of\s+(?:"[^"]+"|\S+))?|over\s+(?:"[^"]+"|[^\s,]+)(?:\s*,\s*(?:"[^"]+"|[^\s,]+))*|across))\s+(?!of\b)(?=[^\s:,#])/i,
    right: () => " : ",
    detail: () => '":" is missing before its text',
  },
  { wrong: /\s+as$/, right: () => "", detail: () => 'a name is missing after "as"' },
];

/** Lines that one small correction, which PlantUML does not make, would turn into a statement. */
function slipOfThePen(at: Unreadable): Diagnostic | undefined {
  const colon = at.text.indexOf(":");
  const statement = colon < 0 ? at.text : at.text.slice(0, colon);
  for (const { wrong, right, detail } of slips) {
    const found = wrong.exec(statement);
    if (found === null) continue;
    const end = found.index + found[0].length;
    const repaired = `${at.text.slice(0, found.index)}${right(found)}${at.text.slice(end)}`;
    if (isReadable(repaired)) return malformed(at, detail(found), right(found) === "" ? undefined : repaired);
  }
  return undefined;
}

function malformed(at: Unreadable, detail: string, repaired: string | undefined): Diagnostic {
  return diagnostic(
    "parse/unknown-statement",
    { text: shortened(at.text), detail },
    at,
    repairedAs(at, repaired),
  );
}

/** What the whole line should be. A line that a backslash goes on with is left to its author. */
function repairedAs(
  { source, text, span }: Unreadable,
  repaired: string | undefined,
): { readonly hint?: string; readonly fixes?: readonly Fix[] } {
  if (repaired === undefined) return {};
  const isWhole = source.text.slice(span.start, span.end) === text;
  return { hint: `Write: ${shortened(repaired)}`, fixes: isWhole ? [rewrite([span], repaired)] : [] };
}

function gluedKeyword(at: Unreadable): Diagnostic | undefined {
  const keyword =
    /^(?:alt|opt|loop|par2?|break|critical|group|partition|else|box|return|title|ref|activate|deactivate)(?=[^\p{L}\p{N}_\s])/iu.exec(
      at.text,
    );
  if (keyword === null) return undefined;
  const repaired = `${keyword[0]} ${at.text.slice(keyword[0].length)}`;
  return isReadable(repaired)
    ? diagnostic("parse/keyword-needs-blank", { keyword: keyword[0] }, within(at, 0, keyword[0].length))
    : undefined;
}

function detachedBorder(at: Unreadable): Diagnostic | undefined {
  const arrow = /[-<>\\/]{2,}(\s+)([[\]])(?=\s|:|$)/.exec(at.text) ?? /^([[\]])(\s+)(?=[-<])/.exec(at.text);
  if (arrow === null) return undefined;
  const border = /[[\]]/.exec(arrow[0])?.[0] ?? "";
  return diagnostic(
    "parse/detached-border",
    { border },
    within(at, arrow.index, arrow.index + arrow[0].length),
  );
}

/** What looks like a piece of syntax but is another character. */
const lookalikes: ReadonlyMap<string, string> = new Map([
  ["：", ":"],
  ["－", "-"],
  ["＞", ">"],
  ["＜", "<"],
  ["（", "("],
  ["）", ")"],
  ["，", ","],
  ["、", ","],
  ["　", " "],
  ["—", "--"],
  ["−", "-"],
  ["‐", "-"],
  ["‑", "-"],
  ["→", "->"],
  ["⇒", "->"],
  ["←", "<-"],
  ["「", '"'],
  ["」", '"'],
  ["＂", '"'],
  ["＝", "="],
  ["\u200b", ""],
]);

function foreignPunctuation(at: Unreadable): Diagnostic | undefined {
  const colon = at.text.search(/:|：/);
  const statement = colon < 0 ? at.text : at.text.slice(0, colon + 1);
  const found = [...new Set([...statement].filter((character) => lookalikes.has(character)))];
  if (found.length === 0) return undefined;
  const repaired =
    [...statement].map((character) => lookalikes.get(character) ?? character).join("") +
    at.text.slice(statement.length);
  const first = statement.indexOf(found[0] ?? "");
  const characters = found
    .map((character) => (/\s|\u200b/.test(character) ? codePoint(character) : `"${character}"`))
    .join(", ");
  const meant = repairedAs(at, isReadable(repaired.trim()) ? repaired.trim() : undefined);
  return diagnostic("parse/foreign-punctuation", { characters }, within(at, first, first + 1), meant);
}

function decomposedText(at: Unreadable): Diagnostic | undefined {
  const composed = at.text.normalize("NFC");
  return composed !== at.text && isReadable(composed)
    ? diagnostic("parse/decomposed-text", {}, at)
    : undefined;
}

function textWithoutColon(at: Unreadable): Diagnostic | undefined {
  // The first arrow of the line, with a name on both sides and something after them.
  const message =
    /^(?:&\s*)?(?:"[^"]+"|[\p{L}\p{N}_.@]+)\s*[-<>\\/[\]#\w]*-[-<>\\/]*\s*(?:"[^"]+"|[\p{L}\p{N}_.@]+)\s*(?=\S)/u.exec(
      at.text,
    );
  if (message === null) return undefined;
  const head = message[0].trimEnd();
  const rest = at.text.slice(message[0].length);
  if (!isReadable(head) || /^[-+*!#&<[]/.test(rest)) return undefined;
  const text = /^[^:]*/.exec(rest)?.[0].trimEnd() ?? rest;
  if (text === "") return undefined;
  return diagnostic(
    "parse/text-without-colon",
    { text: shortened(text) },
    within(at, message[0].length, message[0].length + text.length),
  );
}

function nameWithoutQuotes(at: Unreadable): Diagnostic | undefined {
  const arrow = /\s*(?:<<?|\/\/?|\\\\?)?-+(?:>>?|\\\\?|\/\/?)\s*|\s+(?:<<?)-+\s*/.exec(at.text);
  const declaration =
    /^((?:create\s+)?(?:participant|actor|boundary|control|entity|database|collections|queue)\s+)([^"\s]\S*(?: +(?!as\b|order\b)[^"\s<#[]+)*)/i.exec(
      at.text,
    );
  const candidates: { readonly start: number; readonly end: number }[] = [];
  if (declaration !== null) {
    const start = (declaration[1] ?? "").length;
    candidates.push({ start, end: start + (declaration[2] ?? "").length });
  } else if (arrow !== null && arrow.index > 0) {
    const after = arrow.index + arrow[0].length;
    const colon = at.text.indexOf(":", after);
    const end = at.text.slice(0, colon < 0 ? undefined : colon).trimEnd().length;
    candidates.push({ start: 0, end: arrow.index }, { start: after, end });
  }
  for (const { start, end } of candidates) {
    const name = at.text.slice(start, end);
    if (name === "" || /["“”]/.test(name)) continue;
    const repaired = `${at.text.slice(0, start)}"${name}"${at.text.slice(end)}`;
    if (isReadable(repaired)) return diagnostic("parse/name-needs-quotes", { name }, within(at, start, end));
  }
  return undefined;
}

const keywords = `
  participant actor boundary control entity database collections queue create activate deactivate
  destroy autoactivate autonumber return title box end note hnote rnote ref alt opt loop par break
  critical group partition else also newpage skinparam hide
`
  .trim()
  .split(/\s+/);

function unknownStatement(at: Unreadable): Diagnostic {
  const first = firstToken(at.line);
  const form = statementForms.find(({ begins }) => begins?.has(first) === true && /^[a-z]/.test(first));
  const detail = form === undefined || form.rule === "presentation" ? undefined : whyNot(form, at.text);
  const isOdd = /^[a-z]{3,20}$/.test(first) && !keywords.includes(first);
  const meant = isOdd ? suggest(first, keywords, within(at, 0, first.length)) : {};
  return diagnostic("parse/unknown-statement", { text: shortened(at.text), detail }, at, meant);
}

/** Whether a repaired line would be a statement; a suggestion that does not work is worse than none. */
function isReadable(text: string): boolean {
  const first = firstToken({ text, pieces: [] });
  return statementForms.some(
    (form) =>
      form.body === undefined &&
      (form.begins?.has(first) ?? true) &&
      (form.needs?.test(text) ?? true) &&
      parseLine(form, text) !== undefined,
  );
}

function within(
  at: Unreadable,
  start: number,
  end: number,
): { readonly source: SourceFile; readonly span: Span } {
  return { source: at.source, span: spanOf(at.line, start, end) };
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
