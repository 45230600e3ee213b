import { inParallel, withSkipped, type Sequence, type Side } from "seqwright-runtime/model";
import type { Fragment, Step } from "../ir/model/diagram-model.ts";
import type { Drawing, Drawn } from "./drawing.ts";
import type { Behaviour, Guidance } from "./model.ts";

/**
 * The diagram as one participant sees it: its own steps, and the fragments in which it takes part. Every branch, loop
 * body and the whole are sequences. How it knows its way is not said yet (`knowledge.ts` does).
 */
export function project(drawing: Drawing, participant: string): Sequence {
  return withSkipped(sequence(projectAll(drawing.body, participant, false)), drawing.skipped);
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

/** `actsAgain`: the participant has steps that a break out of these elements would skip. */
function projectAll(
  elements: readonly Drawn[],
  participant: string,
  actsAgain: boolean,
): readonly Behaviour[] {
  const reversed: Behaviour[][] = [];
  let actsAfter = actsAgain;
  for (const element of elements.toReversed()) {
    const items = projectOne(element, participant, actsAfter);
    if (items.length > 0) actsAfter = true;
    reversed.push([...items]);
  }
  return reversed.reverse().flat();
}

function projectOne(element: Drawn, participant: string, actsAfter: boolean): readonly Behaviour[] {
  if (element.kind === "step") {
    const side = sideOf(element.step, participant);
    return side === undefined ? [] : [{ kind: "step", step: element.step.id, side }];
  }
  const { fragment, branches } = element;
  switch (fragment.operator) {
    case "critical":
    case "group":
      return projectAll(branches.flat(), participant, actsAfter);
    case "alt":
    case "opt":
      return choice(fragment, branches, participant, { exits: false, actsAfter });
    case "break": {
      // Whoever does nothing in a break is still concerned by it, if there is something that it skips.
      const found = choice(fragment, branches, participant, { exits: true, actsAfter });
      if (found.length > 0 || !actsAfter) return found;
      const empty = branches.length > 1 ? branches.map(() => sequence([])) : [sequence([]), sequence([])];
      return [{ kind: "choice", fragment: fragment.id, branches: empty, exits: true, knowledge: unknown }];
    }
    case "loop": {
      const elements = branches.flat();
      if (!takesPart(elements, participant)) return [];
      // A break in a loop skips the rounds to come, so it concerns everyone who takes part in the loop.
      const body = sequence(projectAll(elements, participant, true));
      return [{ kind: "loop", fragment: fragment.id, body, knowledge: unknown }];
    }
    case "par":
      return parallel(fragment, branches, participant);
  }
}

function choice(
  fragment: Fragment,
  branches: readonly (readonly Drawn[])[],
  participant: string,
  { exits, actsAfter }: { readonly exits: boolean; readonly actsAfter: boolean },
): readonly Behaviour[] {
  const projected = branches.map((branch, index) => {
    const goesOn = !exits || index > 0;
    return sequence(projectAll(branch, participant, goesOn && actsAfter));
  });
  if (projected.every(isEmpty)) return [];
  // One branch alone is no choice: there is always going past it.
  if (projected.length === 1) projected.push(sequence([]));
  return [{ kind: "choice", fragment: fragment.id, branches: projected, exits, knowledge: unknown }];
}

function parallel(
  fragment: Fragment,
  branches: readonly (readonly Drawn[])[],
  participant: string,
): readonly Behaviour[] {
  return inParallel(
    fragment.id,
    branches.map((branch) => sequence(projectAll(branch, participant, false))),
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
