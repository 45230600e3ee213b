import type { Text } from "../../interaction/model.ts";
import { stripMarkup } from "./strip-markup.ts";

/** A message's text without markup: the lines that speak, and the bullets below them. */
export interface MessageLines {
  readonly head: readonly string[];
  readonly details: readonly string[];
  readonly length: number;
}

/** Takes markup, blank lines and numbering (`1. `) off a message and sets its bullets aside. */
export function messageLines(text: Text): MessageLines {
  const head: string[] = [];
  const details: string[] = [];
  let length = 0;
  for (const line of text.lines) {
    const plain = stripMarkup(line.text).trim().replace(/\\$/, "").trimEnd();
    length += plain.length + 1;
    const bullet = bulletText(plain);
    if (bullet !== undefined) details.push(bullet);
    else if (plain !== "")
      head.push(head.length === 0 ? plain.replace(/^\(?\d{1,3}[.)]\s+(?=\S)/, "") : plain);
  }
  return { head, details, length };
}

/** What stands behind a bullet; undefined for a line that is none. */
export function bulletText(line: string): string | undefined {
  return /^\s*(?:[-*•·▪‣+]|–)\s+(\S[^]*)$/.exec(line)?.[1]?.trim();
}

/** Prose in one line: parts joined, white space folded. */
export function caption(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** `(remark)` without its brackets, when the whole text is one. */
export function unbracketed(text: string): string {
  return /^\(([^()]*)\)$/.exec(text.trim())?.[1]?.trim() ?? text.trim();
}
