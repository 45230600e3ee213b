import { escapedText } from "../ast/text.ts";
import { mappedText } from "../source/mapped-text.ts";
import type { DeclarationNode, WrittenName } from "../ast/nodes.ts";
import type { Lifeline, LifelineKeyword, Text } from "./model.ts";
import type { Span } from "../source/source-file.ts";

/** A box that is open, inside another one or not. */
export interface OpenBox {
  readonly title: string;
  readonly outer: OpenBox | undefined;
  readonly span: Span;
}

export interface LifelineDraft {
  readonly code: string;
  readonly display: Text;
  readonly keyword: LifelineKeyword;
  readonly stereotypes: readonly string[];
  readonly order: number;
  readonly implicit: boolean;
  readonly span: Span;
  box: OpenBox | undefined;
  initialLevel: number;
  /** Takes part in something, which `hide unlinked` asks about. */
  linked: boolean;
  /** Where statements name it, but for declarations. */
  readonly mentions: Span[];
  /** Who was meant, where its name is what another participant is shown as. */
  meant?: LifelineDraft;
}

/** The participants so far, in the order in which they are drawn. */
export interface Lifelines {
  readonly drafts: LifelineDraft[];
  readonly byCode: Map<string, LifelineDraft>;
  readonly byDisplay: Map<string, LifelineDraft>;
}

export function noLifelines(): Lifelines {
  return { drafts: [], byCode: new Map(), byDisplay: new Map() };
}

/** Declares a participant, or moves one that exists already: to the end of its order group, and into the open box. */
export function declareLifeline(
  lifelines: Lifelines,
  node: DeclarationNode,
  box: OpenBox | undefined,
): LifelineDraft | undefined {
  const existing = lifelines.byCode.get(node.name.code);
  if (existing !== undefined) {
    lifelines.drafts.splice(lifelines.drafts.indexOf(existing), 1);
    existing.box = box;
    insert(lifelines, existing);
    return existing;
  }
  add(lifelines, {
    code: node.name.code,
    display: node.name.display ?? textOfCode(node.name),
    keyword: node.keyword,
    stereotypes: node.stereotypes,
    order: node.order ?? 0,
    implicit: false,
    span: node.span,
    box,
    initialLevel: 0,
    linked: false,
    mentions: [],
  });
  return undefined;
}

/** The participant of that name, which comes into being when there is none. The result says whether it did. */
export function mentionLifeline(
  lifelines: Lifelines,
  name: WrittenName,
  box: OpenBox | undefined,
): { readonly lifeline: LifelineDraft; readonly isNew: boolean } {
  const existing = lifelines.byCode.get(name.code);
  if (existing !== undefined) return { lifeline: existing, isNew: false };
  const lifeline: LifelineDraft = {
    code: name.code,
    display: name.display ?? textOfCode(name),
    keyword: "participant",
    stereotypes: [],
    order: 0,
    // `"Long name" as L -> M` declares L on the spot.
    implicit: name.display === undefined,
    span: name.span,
    box,
    initialLevel: 0,
    linked: false,
    mentions: [],
  };
  add(lifelines, lifeline);
  return { lifeline, isNew: true };
}

export function finishLifelines(lifelines: Lifelines, hideUnlinked: boolean): readonly Lifeline[] {
  return lifelines.drafts
    .filter((draft) => !hideUnlinked || draft.linked)
    .map(({ box, linked: _linked, mentions: _mentions, meant: _meant, ...draft }) => ({
      ...draft,
      boxes: boxTitles(box),
    }));
}

function add(lifelines: Lifelines, draft: LifelineDraft): void {
  insert(lifelines, draft);
  lifelines.byCode.set(draft.code, draft);
  const display = draft.display.lines.map((line) => line.text).join("\n");
  if (!lifelines.byDisplay.has(display)) lifelines.byDisplay.set(display, draft);
}

/** Behind all participants of the same or a lower order. */
function insert(lifelines: Lifelines, draft: LifelineDraft): void {
  const at = lifelines.drafts.findLastIndex((other) => other.order <= draft.order);
  lifelines.drafts.splice(at + 1, 0, draft);
}

function boxTitles(box: OpenBox | undefined): readonly string[] {
  const titles: string[] = [];
  for (let at = box; at !== undefined; at = at.outer) titles.push(at.title);
  return titles;
}

/** A name that is shown as it is, quotes left out; where it breaks lines with `\n`, so does what is shown. */
function textOfCode(name: WrittenName): Text {
  const isQuoted = name.span.end - name.span.start > name.code.length;
  return escapedText(mappedText(name.code, name.span.start + Number(isQuoted)));
}
