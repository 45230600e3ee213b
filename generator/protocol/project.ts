import { inParallel, withSkipped, type Sequence, type Side } from "seqwright-runtime/model";
import type { Fragment, Step } from "../ir/model/diagram-model.ts";
import type { Drawing, Drawn } from "./drawing.ts";
import type { Behaviour, Guidance } from "./model.ts";

/**
 * The diagram as one participant sees it: its own steps, and the fragments in which it takes part. Every branch, loop
 * body and the whole are sequences. How it knows its way is not said yet (`knowledge.ts` does).
 */
export function project(drawing: Drawing, participant: string): Sequence {
  return withSkipped(
    sequence(projectAll(drawing.body, false, { participant, skipped: drawing.skipped })),
    drawing.skipped,
  );
}

/** What a participant does in a step; undefined when it takes no part. */
export function sideOf(step: Step, participant: string): Side | undefined {
  const sends = step.from === participant;
  const receives = step.to === participant;
  if (!sends && !receives) return undefined;
  // What a step of one's own yields is a value; nobody sees it arrive.
  if (sends && receives) return step.kind === "reply" ? undefined : "self";
  if (step.kind === "reply") return sends ? "send-reply" : "receive-reply";
  return sends ? "send-call" : "receive-call";
}

const unknown: Guidance = { kind: "irrelevant" };

function sequence(items: readonly Behaviour[]): Sequence {
  return { kind: "sequence", items };
}

/** Whose ordering it is, and by fragment which branches leave its loop by what they answer. */
interface Seen {
  readonly participant: string;
  readonly skipped: Drawing["skipped"];
}

/** `actsAgain`: the participant has steps that a way out of these elements would skip. */
function projectAll(elements: readonly Drawn[], actsAgain: boolean, seen: Seen): readonly Behaviour[] {
  const reversed: Behaviour[][] = [];
  let actsAfter = actsAgain;
  for (const element of elements.toReversed()) {
    const items = projectOne(element, actsAfter, seen);
    if (items.length > 0) actsAfter = true;
    reversed.push([...items]);
  }
  return reversed.reverse().flat();
}

function projectOne(element: Drawn, actsAfter: boolean, seen: Seen): readonly Behaviour[] {
  if (element.kind === "step") {
    const side = sideOf(element.step, seen.participant);
    return side === undefined ? [] : [{ kind: "step", step: element.step.id, side }];
  }
  const { fragment, branches } = element;
  switch (fragment.operator) {
    case "critical":
    case "group":
      return projectAll(branches.flat(), actsAfter, seen);
    case "alt":
    case "opt":
    case "break":
      return choice(fragment, branches, actsAfter, seen);
    case "loop": {
      const elements = branches.flat();
      if (!takesPart(elements, seen.participant)) return [];
      // A break in a loop skips the rounds to come, so it concerns everyone who takes part in the loop.
      const body = sequence(projectAll(elements, true, seen));
      return [{ kind: "loop", fragment: fragment.id, body, knowledge: unknown }];
    }
    case "par":
      return parallel(fragment, branches, seen);
  }
}

function choice(
  fragment: Fragment,
  branches: readonly (readonly Drawn[])[],
  actsAfter: boolean,
  seen: Seen,
): readonly Behaviour[] {
  const exits = fragment.operator === "break";
  const projected = branches.map((branch, index) => {
    const goesOn = !exits || index > 0;
    return sequence(projectAll(branch, goesOn && actsAfter, seen));
  });
  // Whoever does nothing on a way out is still concerned by it, if there is something that it skips.
  const isWayOut = actsAfter && (exits || seen.skipped.has(fragment.id));
  if (projected.every(isEmpty) && !isWayOut) return [];
  // One branch alone is no choice: there is always going past it.
  if (projected.length === 1) projected.push(sequence([]));
  return [{ kind: "choice", fragment: fragment.id, branches: projected, exits, knowledge: unknown }];
}

function parallel(
  fragment: Fragment,
  branches: readonly (readonly Drawn[])[],
  seen: Seen,
): readonly Behaviour[] {
  return inParallel(
    fragment.id,
    branches.map((branch) => sequence(projectAll(branch, false, seen))),
  );
}

function isEmpty(behaviour: Sequence): boolean {
  return behaviour.items.length === 0;
}

function takesPart(elements: readonly Drawn[], participant: string): boolean {
  return elements.some((element) =>
    element.kind === "step"
      ? sideOf(element.step, participant) !== undefined
      : element.branches.some((branch) => takesPart(branch, participant)),
  );
}
