import { branchPrefix, fragmentName, isFrame, numbered } from "seqwright-runtime/model";
import type {
  FragmentEvent,
  Interaction,
  InteractionEvent,
  MessageEnd,
  MessageEvent,
  NoteEvent,
  Text,
} from "../../interaction/model.ts";
import type { Span } from "../../source/source-file.ts";
import type { Guard, Repetition } from "../../text/model.ts";
import { parseGuard } from "../../text/shapes/parse-guard.ts";
import { parseRepetition } from "../../text/shapes/parse-repetition.ts";
import { stripMarkup } from "../../text/lexical/strip-markup.ts";
import type { BranchPath, FragmentId, FragmentOperator, Phase } from "../model/diagram-model.ts";

/** The diagram as a tree of arrows and fragments, before anything is known of what its texts mean. */
export interface Outline {
  readonly body: readonly OutlineElement[];
  readonly phases: readonly Phase[];
  readonly notes: readonly PlacedNote[];
  readonly dividers: readonly Text[];
  /** Arrows that play no part in the protocol, with the reason. */
  readonly leftOut: readonly {
    readonly reason: "lost" | "hidden" | "too-deep";
    readonly text: string;
    readonly span: Span;
  }[];
}

export type OutlineElement =
  | { readonly kind: "arrow"; readonly arrow: Arrow }
  | {
      readonly kind: "life";
      readonly action: "activate" | "deactivate" | "destroy";
      readonly code: string;
      readonly span: Span;
    }
  | { readonly kind: "fragment"; readonly fragment: OutlineFragment }
  | {
      readonly kind: "reference";
      readonly text: string;
      readonly codes: readonly string[];
      readonly span: Span;
    };

/** One arrow from one sender to one receiver. */
export interface Arrow {
  /** Its place in drawing order; identifies it until it has a name. */
  readonly index: number;
  readonly from: string;
  readonly to: string;
  readonly dotted: boolean;
  readonly asynchronous: boolean;
  readonly isReturn: boolean;
  readonly label: Text;
  readonly within: BranchPath;
  readonly phase: string | undefined;
  readonly span: Span;
}

export interface OutlineFragment {
  readonly id: FragmentId;
  readonly operator: FragmentOperator;
  readonly within: BranchPath;
  readonly branches: readonly OutlineBranch[];
  readonly repetition: Repetition | undefined;
  readonly span: Span;
}

export interface OutlineBranch {
  readonly label: string;
  readonly guard: Guard;
  readonly body: readonly OutlineElement[];
  readonly span: Span;
}

/** A note with the arrow it hangs on or stands after, and where it stands in the drawing. */
export interface PlacedNote {
  readonly note: NoteEvent;
  readonly after: number | undefined;
  readonly attached: boolean;
  /** How many arrows stand above it. */
  readonly arrowsBefore: number;
  readonly within: BranchPath;
  /** The divider it stands under. */
  readonly phase: string | undefined;
}

/** Deeper drawings are mistakes or attacks; every stage after this one may recurse safely. */
const nestingMax = 60;

/** Reads the interaction into a tree; gives fragments their identity. `split` cuts a label that is several messages. */
export function outline(
  interaction: Interaction,
  split: (label: Text) => readonly Text[] = (label) => [label],
): Outline {
  const phases: Phase[] = [];
  const notes: PlacedNote[] = [];
  const dividers: Text[] = [];
  const leftOut: Outline["leftOut"][number][] = [];
  const taken = new Map<string, number>();
  let arrows = 0;
  let phase: string | undefined;
  let depth = 0;

  const keepNote = (
    note: NoteEvent,
    within: BranchPath,
    after: number | undefined,
    attached = false,
  ): void => {
    notes.push({ note, after, attached, arrowsBefore: arrows, within, phase });
  };

  const unique = (id: string): string => {
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    return numbered(id, count);
  };

  const readEvents = (
    events: readonly InteractionEvent[],
    within: BranchPath,
    path: string,
  ): OutlineElement[] =>
    events.flatMap((event): OutlineElement[] => {
      switch (event.kind) {
        case "message":
          return readMessage(event, within);
        case "life":
          return event.action === "create"
            ? []
            : [{ kind: "life", action: event.action, code: event.code, span: event.span }];
        case "fragment":
          if (depth < nestingMax) return [{ kind: "fragment", fragment: readFragment(event, within, path) }];
          leftOut.push({
            reason: "too-deep",
            text: `${event.operator} ${oneLine(event.branches[0]?.label ?? { lines: [], span: event.span })}`.trim(),
            span: event.span,
          });
          return [];
        case "note":
          keepNote(event, within, arrows === 0 ? undefined : arrows - 1);
          return [];
        case "reference":
          for (const note of event.notes) keepNote(note, within, undefined);
          return [{ kind: "reference", text: oneLine(event.text), codes: event.codes, span: event.span }];
        case "divider":
          phase = oneLine(event.text);
          if (phase !== "") phases.push({ name: phase, span: event.span });
          dividers.push(event.text);
          return [];
        case "delay":
        case "space":
        case "page":
          return [];
      }
    });

  const readMessage = (message: MessageEvent, within: BranchPath): OutlineElement[] => {
    const text = oneLine(message.label);
    if (message.arrow.hidden || message.arrow.heads.some((end) => end.head === "cross")) {
      leftOut.push({ reason: message.arrow.hidden ? "hidden" : "lost", text, span: message.span });
      for (const note of message.notes) keepNote(note, within, undefined);
      return [];
    }
    const isAnswer = message.arrow.dotted || message.isReturn;
    const labels = isAnswer ? [message.label] : split(message.label);
    const read = [endCode(message.to), ...message.multicast].flatMap((to) =>
      labels.map((label) => readArrow(message, to, label, within)),
    );
    for (const note of message.notes) keepNote(note, within, arrows - 1, true);
    return read;
  };

  const readArrow = (message: MessageEvent, to: string, label: Text, within: BranchPath): OutlineElement => {
    const arrow: Arrow = {
      index: arrows,
      from: endCode(message.from),
      to,
      dotted: message.arrow.dotted,
      asynchronous: message.arrow.heads[1].head === "async",
      isReturn: message.isReturn,
      label,
      within,
      phase: phase === "" ? undefined : phase,
      span: message.span,
    };
    arrows += 1;
    return { kind: "arrow", arrow };
  };

  const readFragment = (event: FragmentEvent, within: BranchPath, path: string): OutlineFragment => {
    const operator =
      event.operator === "par2" ? "par" : event.operator === "partition" ? "group" : event.operator;
    const labels = event.branches.map((branch) => oneLine(branch.label));
    const id = unique(path + fragmentName(operator, labels[0] ?? ""));
    depth += 1;
    const branches = event.branches.map((branch, position): OutlineBranch => {
      const text = labels[position] ?? "";
      const label = text === "" && position > 0 ? "else" : text;
      const isFramed = isFrame(operator);
      const inBranch: BranchPath = isFramed ? within : [...within, [id, position]];
      for (const note of branch.notes) keepNote(note, inBranch, undefined);
      return {
        label,
        guard: parseGuard(text),
        body: readEvents(branch.events, inBranch, isFramed ? path : branchPrefix(id, position, label)),
        span: branch.span,
      };
    });
    depth -= 1;
    for (const note of event.endNotes) keepNote(note, within, undefined);
    return {
      id,
      operator,
      within,
      branches,
      repetition: operator === "loop" ? parseRepetition(labels[0] ?? "") : undefined,
      span: event.span,
    };
  };

  const body = readEvents(interaction.events, [], "");
  return { body, phases, notes, dividers, leftOut };
}

/** Displayed text on one line, without markup. */
export function oneLine(text: Text): string {
  return text.lines
    .map((line) => stripMarkup(line.text).trim())
    .filter((line) => line !== "")
    .join(" ");
}

function endCode(end: MessageEnd): string {
  if (end.kind === "lifeline") return end.code;
  return end.side === "left" ? "[" : "]";
}
