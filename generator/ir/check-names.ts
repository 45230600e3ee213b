import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import type { Directive, Interaction } from "../interaction/model.ts";
import { stripMarkup } from "../text/lexical/strip-markup.ts";
import type { ReadArrow } from "./drawing/read-arrows.ts";

/** Directives that name a text which the diagram does not have: they have no effect. */
export function checkNames(
  { source, span, directives, lifelines }: Interaction,
  arrows: readonly ReadArrow[],
): readonly Diagnostic[] {
  const named = directives.flatMap((directive) => {
    const text = namedBy(directive);
    return text === undefined ? [] : [{ text, at: { source, span: directive.span } }];
  });
  if (named.length === 0) return [];
  const drawn = lettersOf(withoutDirectives(source.text.slice(span.start, span.end)));
  return named.flatMap(({ text, at }) => {
    if (drawn.includes(lettersOf(text))) return [];
    const displayed = lifelines.flatMap(({ code, display }) => [
      code,
      display.lines.map((line) => line.text).join(" "),
    ]);
    const candidates = [...displayed, ...arrows.map((arrow) => arrow.text)];
    return [diagnostic("link/unused-name", { text }, at, suggest(text, candidates, at))];
  });
}

/** `name "이벤트 검증" validateEvent` */
function namedBy({ words }: Directive): string | undefined {
  const found = /^\s*name\s+(?:"([^"]*)"|(\S+))\s+\S/u.exec(words);
  return found?.[1] ?? found?.[2];
}

function withoutDirectives(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s*'\s*@seqwright\b/u.test(line))
    .join("\n");
}

/** Apart from line breaks, blanks and markup, which a text loses on the way. */
function lettersOf(text: string): string {
  return stripMarkup(text.replaceAll(/\\[nlrt]/g, ""))
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "")
    .toLowerCase();
}
