import type { Text } from "../../interaction/model.ts";
import type { Span } from "../../source/source-file.ts";
import { bulletText } from "../lexical/message-lines.ts";
import { stripMarkup } from "../lexical/strip-markup.ts";

/** One line of a note without its markup. `raw` keeps indentation and bullets, as JSON needs them. */
export interface NoteLine {
  readonly text: string;
  readonly raw: string;
  readonly form: "blank" | "heading" | "bullet" | "plain";
  readonly span: Span;
}

/** The lines of a note or divider, each told apart by its form. */
export function noteLines(text: Text): readonly NoteLine[] {
  return text.lines.map(({ text: written, span }): NoteLine => {
    const raw = stripMarkup(written);
    const plain = raw.trim();
    if (plain === "") return { text: "", raw, form: "blank", span };
    const heading = headingText(written.trim());
    if (heading !== undefined) return { text: heading, raw, form: "heading", span };
    const bullet = bulletText(plain) ?? /^\d{1,3}[.)]\s+(\S.*)$/.exec(plain)?.[1];
    if (bullet !== undefined) return { text: bullet, raw, form: "bullet", span };
    return { text: plain, raw, form: "plain", span };
  });
}

/** A line that is wholly `**bold**`, `__underlined__` or `<b>bold</b>`, or written as `= heading =`. */
function headingText(line: string): string | undefined {
  const match =
    /^(?:[-*]\s+)?(?:\*\*([^*]{1,300})\*\*|__([^_]{1,300})__|<b>([^<]{1,300})<\/b>|<b>([^<]{1,300})|<u>([^<]{1,300})<\/u>)\s*:?$/.exec(
      line,
    ) ?? /^={1,6}\s*([^=\s][^=]{0,300}?)\s*=*$/.exec(line);
  const text = match?.slice(1).find((group) => group !== undefined);
  const plain = text === undefined ? "" : stripMarkup(text).trim().replace(/:$/, "");
  return plain === "" ? undefined : plain;
}
