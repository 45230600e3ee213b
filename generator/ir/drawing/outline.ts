import { branchPrefix, fragmentName, isFrame, numbered } from "seqwright-runtime/model";
import type {
  FragmentEvent,
  Interaction,
  InteractionEvent,
  MessageEnd,
  MessageEvent,
  NoteEvent,
  ReferenceEvent,
  Text,
} from "../../interaction/model.ts";
import type { Span } from "../../source/source-file.ts";
import type { Guard, Repetition } from "../../text/model.ts";
import { parseGuard } from "../../text/guards/parse-guard.ts";
import { parseRepetition } from "../../text/guards/parse-repetition.ts";
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
  | OutlineReference;

/** What another diagram draws, over those whom it concerns. */
export interface OutlineReference extends Surroundings {
  readonly kind: "reference";
  readonly text: string;
  readonly codes: readonly string[];
  readonly phase: string | undefined;
  readonly span: Span;
}

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
  return new OutlineReader(split).read(interaction);
}

/** All arrows of these elements, in drawing order. */
export function arrowsIn(elements: readonly OutlineElement[]): readonly Arrow[] {
  return elements.flatMap((element): readonly Arrow[] => {
    if (element.kind === "arrow") return [element.arrow];
    return element.kind === "fragment" ? element.fragment.branches.flatMap(({ body }) => arrowsIn(body)) : [];
  });
}

/** Where something is drawn: its branches, and the start of the names that are given there. */
interface Surroundings {
  readonly within: BranchPath;
  readonly prefix: string;
}

class OutlineReader {
  readonly #split: (label: Text) => readonly Text[];
  readonly #phases: Phase[] = [];
  readonly #notes: PlacedNote[] = [];
  readonly #dividers: Text[] = [];
  readonly #leftOut: Outline["leftOut"][number][] = [];
  readonly #taken = new Map<string, number>();
  #arrows = 0;
  #phase: string | undefined;
  #depth = 0;

  constructor(split: (label: Text) => readonly Text[]) {
    this.#split = split;
  }

  read({ events }: Interaction): Outline {
    const body = this.#events(events, { within: [], prefix: "" });
    return {
      body,
      phases: this.#phases,
      notes: this.#notes,
      dividers: this.#dividers,
      leftOut: this.#leftOut,
    };
  }

  #events(events: readonly InteractionEvent[], around: Surroundings): OutlineElement[] {
    return events.flatMap((event) => this.#event(event, around));
  }

  #event(event: InteractionEvent, around: Surroundings): OutlineElement[] {
    switch (event.kind) {
      case "message":
        return this.#message(event, around);
      case "life":
        return event.action === "create"
          ? []
          : [{ kind: "life", action: event.action, code: event.code, span: event.span }];
      case "fragment":
        return this.#fragmentUnlessTooDeep(event, around);
      case "note":
        this.#keepNotes([event], around, { after: this.#arrows === 0 ? undefined : this.#arrows - 1 });
        return [];
      case "reference":
        this.#keepNotes(event.notes, around);
        return [this.#reference(event, around)];
      case "divider":
        this.#divide(event.text, event.span);
        return [];
      case "delay":
      case "space":
      case "page":
        return [];
    }
  }

  #divide(text: Text, span: Span): void {
    this.#phase = oneLine(text);
    if (this.#phase !== "") this.#phases.push({ name: this.#phase, span });
    this.#dividers.push(text);
  }

  #message(message: MessageEvent, around: Surroundings): OutlineElement[] {
    const { hidden, heads, dotted } = message.arrow;
    if (hidden || heads.some((end) => end.head === "cross")) {
      const reason = hidden ? "hidden" : "lost";
      this.#leftOut.push({ reason, text: oneLine(message.label), span: message.span });
      this.#keepNotes(message.notes, around);
      return [];
    }
    const labels = dotted || message.isReturn ? [message.label] : this.#split(message.label);
    const read = [endCode(message.to), ...message.multicast].flatMap((to) =>
      labels.map((label) => this.#arrow(message, to, label, around)),
    );
    this.#keepNotes(message.notes, around, { after: this.#arrows - 1, attached: true });
    return read;
  }

  #reference({ text, codes, span }: ReferenceEvent, around: Surroundings): OutlineReference {
    return { kind: "reference", text: oneLine(text), codes, ...around, phase: this.#phaseName(), span };
  }

  #phaseName(): string | undefined {
    return this.#phase === "" ? undefined : this.#phase;
  }

  #arrow(message: MessageEvent, to: string, label: Text, { within }: Surroundings): OutlineElement {
    const arrow: Arrow = {
      index: this.#arrows,
      from: endCode(message.from),
      to,
      dotted: message.arrow.dotted,
      asynchronous: message.arrow.heads[1].head === "async",
      isReturn: message.isReturn,
      label,
      within,
      phase: this.#phaseName(),
      span: message.span,
    };
    this.#arrows += 1;
    return { kind: "arrow", arrow };
  }

  #fragmentUnlessTooDeep(event: FragmentEvent, around: Surroundings): OutlineElement[] {
    if (this.#depth < nestingMax) return [{ kind: "fragment", fragment: this.#fragment(event, around) }];
    const [branch] = event.branches;
    const label = branch === undefined ? "" : oneLine(branch.label);
    this.#leftOut.push({ reason: "too-deep", text: `${event.operator} ${label}`.trim(), span: event.span });
    return [];
  }

  #fragment(event: FragmentEvent, around: Surroundings): OutlineFragment {
    const operator = operatorOf(event);
    const labels = event.branches.map((branch) => oneLine(branch.label));
    const [first = ""] = labels;
    const id = this.#unique(around.prefix + fragmentName(operator, first));
    this.#depth += 1;
    const branches = event.branches.map((branch, position): OutlineBranch => {
      const text = labels[position] ?? "";
      const label = text === "" && position > 0 ? "else" : text;
      const inside = isFrame(operator)
        ? around
        : {
            within: [...around.within, [id, position] as const],
            prefix: branchPrefix(id, position, label),
          };
      this.#keepNotes(branch.notes, inside);
      return {
        label,
        guard: parseGuard(text),
        body: this.#events(branch.events, inside),
        span: branch.span,
      };
    });
    this.#depth -= 1;
    this.#keepNotes(event.endNotes, around);
    return {
      id,
      operator,
      within: around.within,
      branches,
      repetition: operator === "loop" ? parseRepetition(first) : undefined,
      span: event.span,
    };
  }

  #keepNotes(
    notes: readonly NoteEvent[],
    { within }: Surroundings,
    { after, attached = false }: { readonly after?: number | undefined; readonly attached?: boolean } = {},
  ): void {
    const place = { after, attached, arrowsBefore: this.#arrows, within, phase: this.#phase };
    for (const note of notes) this.#notes.push({ note, ...place });
  }

  #unique(id: string): string {
    const count = (this.#taken.get(id) ?? 0) + 1;
    this.#taken.set(id, count);
    return numbered(id, count);
  }
}

function operatorOf({ operator }: FragmentEvent): FragmentOperator {
  if (operator === "par2") return "par";
  return operator === "partition" ? "group" : operator;
}

/** Displayed text on one line, without markup. */
export function oneLine(text: Text): string {
  return text.lines
    .map((line) => stripMarkup(line.text).trim())
    .filter((line) => line !== "")
    .join(" ");
}

/** The name of a lifeline, or `[` and `]` for the borders. */
export function endCode(end: MessageEnd): string {
  if (end.kind === "lifeline") return end.code;
  return end.side === "left" ? "[" : "]";
}
