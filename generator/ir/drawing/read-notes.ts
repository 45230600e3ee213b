import type { Shape, StatedPolicy } from "../../text/model.ts";
import { readDivider, readNote } from "../../text/notes/read-note.ts";
import type { ModelPolicy, Remark } from "../model/diagram-model.ts";
import type { Outline } from "./outline.ts";
import type { ReadArrow } from "./read-arrows.ts";

/** What the notes, dividers and directives of a diagram say. */
export interface ReadNotes {
  readonly policies: readonly ModelPolicy[];
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
  const policies: ModelPolicy[] = [];
  const remarks: Remark[] = [];
  const examples: { shape: Shape; after: number | undefined }[] = [];
  const background = new Set<number>();

  for (const { note, after, attached } of sketch.notes) {
    const reading = readNote(note.text);
    const arrow = arrows.find((candidate) => candidate.index === after);
    for (const policy of reading.policies) {
      // A note across the whole drawing is about no arrow in particular.
      const step = note.position === "across" ? undefined : arrow?.id;
      policies.push({ policy, participants: note.codes, step, origin: "note" });
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
    for (const policy of readDivider(divider))
      policies.push({ policy, participants: [], step: undefined, origin: "divider" });
  }
  for (const policy of directives)
    policies.push({ policy, participants: [], step: undefined, origin: "directive" });

  policies.sort((a, b) => a.policy.span.start - b.policy.span.start);
  remarks.sort((a, b) => a.span.start - b.span.start);
  const states = policies.flatMap(({ policy }) =>
    policy.kind === "states" ? [{ subject: lastWord(policy.subject), states: policy.states }] : [],
  );
  return { policies, remarks, examples, states, background };
}

/** The states of a "Job 상태" are those of a field called so, or `status` where a diagram writes its fields in English. */
function lastWord(subject: string): string {
  const word = subject.split(/[\s.]+/u).at(-1) ?? subject;
  return /^(상태|状態|state)$/iu.test(word) ? "status" : word;
}
