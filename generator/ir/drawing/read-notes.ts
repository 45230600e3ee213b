import type { Shape, StatedPolicy } from "../../text/model.ts";
import { readDivider, readNote } from "../../text/notes/read-note.ts";
import type { BranchPath, Remark, StepId } from "../model/diagram-model.ts";
import { oneLine, type Outline, type PlacedNote } from "./outline.ts";
import type { ReadArrow } from "./read-arrows.ts";

/** Where a promise was found in the drawing. */
export type Anchor =
  | { readonly kind: "arrow"; readonly arrow: number }
  | {
      readonly kind: "lifelines";
      readonly codes: readonly string[];
      readonly arrowsBefore: number;
      readonly within: BranchPath;
      readonly phase: string | undefined;
    }
  | { readonly kind: "across" }
  | { readonly kind: "divider"; readonly phase: string }
  | { readonly kind: "directive"; readonly arrowsBefore: number }
  /** Beside something that is not drawn, such as a lost message. */
  | { readonly kind: "nowhere" };

/** A promise with where it was found, before it is known what it binds. */
export type AnchoredPolicy = StatedPolicy & {
  readonly anchor: Anchor;
  /** The step that the note hangs on or follows. */
  readonly step: StepId | undefined;
  readonly origin: "note" | "divider" | "directive";
};

/** What the notes, dividers and directives of a diagram say. */
export interface ReadNotes {
  readonly policies: readonly AnchoredPolicy[];
  readonly remarks: readonly Remark[];
  /** Example data, with the index of the arrow that it follows. */
  readonly examples: readonly { readonly shape: Shape; readonly after: number | undefined }[];
  readonly states: readonly { readonly subject: string; readonly states: readonly string[] }[];
  /** Indexes of self-calls that return at once and go on in the background. */
  readonly background: ReadonlySet<number>;
}

export function readNotes(
  sketch: Outline,
  arrows: readonly ReadArrow[],
  directives: readonly StatedPolicy[],
): ReadNotes {
  const policies: AnchoredPolicy[] = [];
  const remarks: Remark[] = [];
  const examples: { shape: Shape; after: number | undefined }[] = [];
  const background = new Set<number>();

  for (const placed of sketch.notes) {
    const { note, after, attached } = placed;
    const reading = readNote(note.text);
    const arrow = arrows.find((candidate) => candidate.index === after);
    for (const policy of reading.policies) {
      // A note across the whole drawing is about no arrow in particular.
      const step = note.position === "across" ? undefined : arrow?.id;
      policies.push({ ...policy, anchor: anchorOf(placed), step, origin: "note" });
      const about = arrow?.paired.kind === "self" && (attached || note.codes.includes(arrow.from));
      if (about && (policy.kind === "background" || policy.kind === "immediate-return"))
        background.add(arrow.index);
    }
    for (const { shape, caption, span } of reading.examples) {
      examples.push({ shape, after });
      remarks.push({ kind: "example", text: caption === "" ? "example data" : caption, span });
    }
    for (const { text, span } of reading.headings) remarks.push({ kind: "heading", text, span });
    for (const { text, span } of reading.unrecognised) remarks.push({ kind: "prose", text, span });
  }
  for (const divider of sketch.dividers) {
    const anchor = { kind: "divider", phase: oneLine(divider) } as const;
    for (const policy of readDivider(divider))
      policies.push({ ...policy, anchor, step: undefined, origin: "divider" });
  }
  for (const policy of directives) {
    const arrowsBefore = arrows.filter(({ span }) => span.start < policy.span.start).length;
    policies.push({
      ...policy,
      anchor: { kind: "directive", arrowsBefore },
      step: undefined,
      origin: "directive",
    });
  }

  policies.sort((a, b) => a.span.start - b.span.start);
  remarks.sort((a, b) => a.span.start - b.span.start);
  const states = policies.flatMap((policy) =>
    policy.kind === "states" ? [{ subject: lastWord(policy.subject), states: policy.states }] : [],
  );
  return { policies, remarks, examples, states, background };
}

function anchorOf({ note, after, attached, arrowsBefore, within, phase }: PlacedNote): Anchor {
  if (note.position === "across") return { kind: "across" };
  if (attached && after !== undefined) return { kind: "arrow", arrow: after };
  const { codes } = note;
  return codes.length === 0 ? { kind: "nowhere" } : { kind: "lifelines", codes, arrowsBefore, within, phase };
}

/** The states of a "Job 상태" are those of a field called so, or `status` where a diagram writes its fields in English. */
function lastWord(subject: string): string {
  const word = subject.split(/[\s.]+/u).at(-1) ?? subject;
  return /^(상태|状態|state)$/iu.test(word) ? "status" : word;
}
