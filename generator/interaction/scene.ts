import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Code, Params } from "../diagnostics/catalogue.ts";
import { closestName } from "../diagnostics/did-you-mean.ts";
import { rewriteWord } from "../diagnostics/fix.ts";
import type { ColorNode, WrittenName } from "../ast/nodes.ts";
import type { SourceFile, Span } from "../source/source-file.ts";
import type { Numbering } from "./autonumber.ts";
import { colorNames, resolveColor } from "./colors.ts";
import type { Nesting } from "./fragments.ts";
import {
  mentionLifeline,
  noLifelines,
  type LifelineDraft,
  type Lifelines,
  type OpenBox,
} from "./lifelines.ts";
import type { LifeEvent, MessageEvent, NoteEvent, Text } from "./model.ts";

export type MessageDraft = { -readonly [K in keyof MessageEvent]: MessageEvent[K] } & {
  readonly notes: NoteEvent[];
};
export type LifeDraft = { -readonly [K in keyof LifeEvent]: LifeEvent[K] };

/** What a note without a participant is attached to. */
export interface NoteCarrier {
  readonly notes: NoteEvent[];
  /** A note on a gate stands on the side away from the border. */
  readonly side?: "left" | "right";
  readonly isGroupEnd?: boolean;
}

/** PlantUML's state while it reads a sequence diagram line by line. */
export interface Scene {
  readonly source: SourceFile;
  readonly diagnostics: Diagnostic[];
  readonly nesting: Nesting;
  readonly lifelines: Lifelines;
  box: OpenBox | undefined;
  boxesOpened: Span[];
  title: Text | undefined;
  hideUnlinked: boolean;
  /** After `ignore newpage`. */
  ignorePages: boolean;
  autoactivate: boolean;
  noteCarrier: NoteCarrier | undefined;
  numbering: Numbering | undefined;
  /** `autonumber resume` came before anything to resume, which the next message stumbles over. */
  numberingBroken: boolean;
  lastNumber: string;

  // Life lines: see life.ts
  /** The last message, group end or divider: what an activation belongs to, if it is a message that involves its participant. */
  last: MessageDraft | "mark" | undefined;
  /** Nothing but activations, notes and the like came after the last message, so that a bare `return` can reverse it. */
  canReverseLast: boolean;
  pendingCreate: { readonly code: string; readonly event: LifeDraft } | undefined;
  afterDelay: boolean;
  /** The messages whose receivers are to `return`, the latest last. */
  readonly callers: MessageDraft[];
  /** Who has got an arrow from a border. */
  readonly calledFromOutside: Set<string>;
  /** Whom an activation attached to the last message has ended already. */
  released: Set<string>;
  /** Activation levels as a reader of the diagram counts them: per branch. */
  levels: Map<string, number>;
  readonly branching: Branching[];
}

/** What was so when a fragment opened, for its further branches. */
export interface Branching {
  readonly operator: string;
  readonly before: ReadonlyMap<string, number>;
  readonly callersBefore: number;
  after: Map<string, number> | undefined;
  branches: number;
}

export function newScene(source: SourceFile): Scene {
  return {
    source,
    diagnostics: [],
    nesting: { events: [], open: [] },
    lifelines: noLifelines(),
    box: undefined,
    boxesOpened: [],
    title: undefined,
    hideUnlinked: false,
    ignorePages: false,
    autoactivate: false,
    noteCarrier: undefined,
    numbering: undefined,
    numberingBroken: false,
    lastNumber: "",
    last: undefined,
    canReverseLast: false,
    pendingCreate: undefined,
    afterDelay: false,
    callers: [],
    calledFromOutside: new Set(),
    released: new Set(),
    levels: new Map(),
    branching: [],
  };
}

export function report<C extends Code>(
  scene: Scene,
  code: C,
  params: Params<C>,
  span: Span,
  extra: Parameters<typeof diagnostic<C>>[3] = {},
): void {
  scene.diagnostics.push(diagnostic(code, params, { source: scene.source, span }, extra));
}

/** The lifeline that a name means; a name that nothing declares brings a new one into being, as in PlantUML. */
export function mention(scene: Scene, name: WrittenName): LifelineDraft {
  const sameDisplay = scene.lifelines.byDisplay.get(name.code);
  const { lifeline, isNew } = mentionLifeline(scene.lifelines, name, scene.box);
  lifeline.linked = true;
  lifeline.mentions.push(name.span);
  if (!isNew) return lifeline;
  if (name.code.normalize("NFC") !== name.code)
    report(scene, "parse/name-not-composed", { name: name.code }, name.span);
  if (sameDisplay !== undefined && sameDisplay.code !== name.code) lifeline.meant = sameDisplay;
  return lifeline;
}

/** Reports what PlantUML refuses as a colour; `at` is where PlantUML notices. */
export function checkColor(
  scene: Scene,
  color: ColorNode | undefined,
  isKnown: (text: string) => boolean = (text) => resolveColor(text) !== undefined,
  at: Span | undefined = color?.span,
): void {
  if (color === undefined || at === undefined || isKnown(color.text)) return;
  const suggestion = closestName(color.text.slice(1).toLowerCase(), colorNames);
  const meant = suggestion === undefined ? undefined : `#${suggestion}`;
  report(scene, "parse/unknown-color", { color: color.text }, at, {
    hint: meant === undefined ? undefined : `Did you mean ${meant}?`,
    fixes:
      meant === undefined ? [] : [rewriteWord({ source: scene.source, span: color.span }, color.text, meant)],
  });
}
