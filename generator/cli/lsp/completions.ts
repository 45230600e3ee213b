import { type CompletionItem, CompletionItemKind } from "vscode-languageserver/node";
import { parseDiagrams } from "../../ast/parse-diagrams.ts";
import { writtenName } from "../../diagnostics/fix.ts";
import type { Lifeline } from "../../interaction/model.ts";
import { resolveDiagrams } from "../../interaction/resolve-diagrams.ts";
import { lineText, positionAt, type SourceFile } from "../../source/source-file.ts";
import { directiveWords } from "./directive-words.ts";
import { rangeOf } from "./to-lsp.ts";

/** What may stand at a place: participants where a statement names one, and the words of `' @seqwright …` directives. */
export function completionsAt(source: SourceFile, offset: number): readonly CompletionItem[] {
  const { line, column } = positionAt(source, offset);
  const before = lineText(source, line)
    .slice(0, column - 1)
    .slice(-lookedAtMax);
  const directive = /^\s*'\s*@seqwright\s(.*)$/.exec(before)?.[1];
  if (directive !== undefined) {
    const codes = participantsOf(source, offset).map(({ code }) => code);
    const begun = directive.slice(directive.search(/\S*$/));
    return itemsOf(directiveWords(directive, codes), begun, CompletionItemKind.Keyword, source, offset);
  }
  const sign = /^\s*'\s*(@?\w*)$/.exec(before)?.[1];
  if (sign !== undefined) return itemsOf([opening], sign, CompletionItemKind.Keyword, source, offset);
  const begun = nameBegun(before);
  if (begun === undefined) return [];
  const names = participantsOf(source, offset).map(({ code, display, keyword }) => {
    const label = display.lines.map(({ text }) => text).join(" ");
    return { word: writtenName(code), detail: label === code ? keyword : `${keyword} "${label}"` };
  });
  return itemsOf(names, begun, CompletionItemKind.Class, source, offset);
}

const opening = { word: "@seqwright ", detail: "says to seqwright what the picture cannot" };

const lookedAtMax = 400;

/** The beginning of a participant's name at the end of a text; undefined where no name may stand. */
function nameBegun(before: string): string | undefined {
  const begun = /(?:"[^"]*|[\p{L}\p{N}_.@]{0,100})$/u.exec(before)?.[0] ?? "";
  const statement = before.slice(0, before.length - begun.length);
  if (/^\s*$/.test(statement)) return begun;
  // Behind a colon comes text.
  if (statement.replaceAll(/"[^"]*"/g, "").includes(":")) return undefined;
  return behindArrow.test(statement) || behindKeyword.test(statement) ? begun : undefined;
}

const behindArrow =
  /^\s*(?:&\s*)?(?:"[^"]{0,200}"|[\p{L}\p{N}_.@]{1,100}|[[?])?\s*(?=[^-]{0,9}-)(?:[-<>\\/ox]|\[[^\]]{0,60}\]){1,40}\s*$/u;

const behindKeyword =
  /^\s*(?:activate|deactivate|destroy|create|[hr]?note\s+(?:left|right)\s+of|(?:[hr]?note|ref)\s+over(?:\s[^:]{0,200},)?)\s+$/i;

/** The participants of the diagram around a place, but for one that only the name begun there makes. */
function participantsOf(source: SourceFile, offset: number): readonly Lifeline[] {
  const diagrams = resolveDiagrams(source, parseDiagrams(source)).value;
  const around = diagrams.find(({ span }) => span.start <= offset && offset <= span.end) ?? diagrams.at(-1);
  return (around?.lifelines ?? []).filter(
    ({ implicit, span }) => !implicit || offset < span.start || offset > span.end,
  );
}

interface Offered {
  readonly word: string;
  readonly detail: string;
}

function itemsOf(
  offered: readonly Offered[],
  begun: string,
  kind: CompletionItemKind,
  source: SourceFile,
  offset: number,
): readonly CompletionItem[] {
  const range = rangeOf(source, { start: offset - begun.length, end: offset });
  return offered.map(({ word, detail }, index): CompletionItem => ({
    label: word.trimEnd(),
    kind,
    detail,
    sortText: String(index).padStart(6, "0"),
    filterText: word,
    textEdit: { range, newText: word },
  }));
}
