import type { FragmentOperator, LifelineKeyword, NotePosition, NoteStyle, Text } from "./words.ts";
import type { IToken } from "../parse/cst.gen.ts";
import { offsetOf, sliceMapped, spanOf } from "../source/mapped-text.ts";
import type { StatementText } from "./build-ast.ts";
import type { ColorNode, WrittenName } from "./nodes.ts";
import { escapedText } from "./text.ts";

export const lifeActions: ReadonlyMap<string, "activate" | "deactivate" | "destroy" | "create"> = new Map(
  (["activate", "deactivate", "destroy", "create"] as const).map((word) => [word, word]),
);

const lifelineKeywords: ReadonlyMap<string, LifelineKeyword> = new Map(
  (
    ["participant", "actor", "boundary", "control", "entity", "database", "queue", "collections"] as const
  ).map((word) => [word, word]),
);

export const fragmentOperators: ReadonlyMap<string, FragmentOperator> = new Map(
  (["alt", "opt", "loop", "par", "par2", "break", "critical", "group", "partition"] as const).map((word) => [
    word,
    word,
  ]),
);

export const noteStyles: ReadonlyMap<string, NoteStyle> = new Map(
  (["note", "hnote", "rnote"] as const).map((word) => [word, word]),
);

export const messageSides: ReadonlyMap<string, NotePosition> = new Map(
  (["left", "right", "top", "bottom"] as const).map((word) => [word, word]),
);

export function keywordOf(token: IToken | undefined): LifelineKeyword {
  return lifelineKeywords.get(token?.image.toLowerCase() ?? "") ?? "participant";
}

export function end(token: IToken): number {
  return token.startOffset + token.image.length;
}

export function nameOf(token: IToken | undefined, at: StatementText): WrittenName {
  if (token === undefined) return { kind: "name", code: "", display: undefined, span: spanOf(at.line, 0, 0) };
  const quoted = isQuoted(token) ? 1 : 0;
  const code = token.image.slice(quoted, token.image.length - quoted);
  return { kind: "name", code, display: undefined, span: spanOf(at.line, token.startOffset, end(token)) };
}

function isQuoted(token: IToken): boolean {
  return token.tokenType.name.includes("Quoted");
}

/** What a token says, without the quotes around it. */
export function textOf(token: IToken, at: StatementText): Text {
  const quoted = isQuoted(token) ? 1 : 0;
  return escapedText(sliceMapped(at.line, token.startOffset + quoted, end(token) - quoted));
}

/** The text of `title: "x"` is `x`. */
export function titleText(token: IToken, at: StatementText): Text {
  const text = token.image.replace(/^[ \t]*(?::[ \t]*)?/, "");
  const quoted = /^["“”][^"“”]*["“”]$/.test(text) ? 1 : 0;
  return escapedText(sliceMapped(at.line, end(token) - text.length + quoted, end(token) - quoted));
}

export function colorOf(token: IToken | undefined, at: StatementText): ColorNode | undefined {
  if (token === undefined) return undefined;
  const text = token.image.trimEnd();
  return { kind: "color", text, span: spanOf(at.line, token.startOffset, token.startOffset + text.length) };
}

export function colorsOf(tokens: readonly IToken[], at: StatementText): readonly ColorNode[] {
  return tokens.map((token) => colorOf(token, at)).filter((color) => color !== undefined);
}

const lineStyles = new Set(["dotted", "dashed", "bold", "hidden"]);

/** In an arrow's style, whatever is no line style is looked up as a colour. */
export function styleColor(
  token: IToken,
  styles: readonly string[],
  at: StatementText,
): ColorNode | undefined {
  const text = styles.findLast((style) => !lineStyles.has(style.toLowerCase()));
  if (text === undefined) return undefined;
  const start = offsetOf(at.line, token.startOffset + token.image.lastIndexOf(text));
  return { kind: "color", text, span: { start, end: start + text.length } };
}

export function anchorOf(token: IToken | undefined): string | undefined {
  return token?.image.slice(1, -1);
}

export function mark(token: IToken | undefined): "" | "o" | "x" {
  const image = token?.image.toLowerCase();
  return image === "o" || image === "x" ? image : "";
}

/** At a gate, PlantUML reads a mark in upper case and then draws none. */
export function gateMark(token: IToken | undefined): "" | "o" | "x" {
  return token?.image === "o" || token?.image === "x" ? token.image : "";
}
