import type { Arrow, OutlineElement } from "./outline.ts";

/** What each arrow is, by its index: a call, or the answer to one. */
export interface Pairing {
  readonly kinds: ReadonlyMap<number, PairedKind>;
  /** Calls by index: the arrows that answer them. */
  readonly answers: ReadonlyMap<number, readonly number[]>;
  /** Dotted arrows for which no call is open. */
  readonly answeringNothing: readonly Arrow[];
  /** A second answer on the same path, with the first. */
  readonly answeredTwice: readonly (readonly [second: Arrow, first: Arrow])[];
}

export type PairedKind =
  { readonly kind: "call" | "self" } | { readonly kind: "reply"; readonly call: number };

/** Calls that are still unanswered on one path, oldest first, and the answers already given on it. */
interface Open {
  readonly calls: readonly Arrow[];
  readonly answered: ReadonlyMap<number, Arrow>;
}

/**
 * Finds for each answer the call that it belongs to: the nearest open call that it can answer. Branches are followed
 * separately from the same beginning, so an answer in each branch of an alt answers the one call before it.
 */
export function pairMessages(body: readonly OutlineElement[]): Pairing {
  const kinds = new Map<number, PairedKind>();
  const answers = new Map<number, number[]>();
  const answeringNothing: Arrow[] = [];
  const answeredTwice: (readonly [Arrow, Arrow])[] = [];

  const pairArrow = (arrow: Arrow, open: Open): Open => {
    const self = arrow.from === arrow.to;
    const isAnswer = arrow.dotted || arrow.isReturn;
    if (isAnswer) {
      const call = open.calls.findLast(
        (candidate) => candidate.from === arrow.to && candidate.to === arrow.from,
      );
      if (call !== undefined) {
        kinds.set(arrow.index, { kind: "reply", call: call.index });
        answers.set(call.index, [...(answers.get(call.index) ?? []), arrow.index]);
        // What the answering participant asked itself for that answer, and did not answer, is over as well.
        const since = open.calls.indexOf(call);
        const isOver = (other: Arrow, at: number): boolean =>
          other === call || (at > since && other.from === arrow.from && other.to === arrow.from);
        return {
          calls: open.calls.filter((other, at) => !isOver(other, at)),
          answered: new Map(open.answered).set(call.index, arrow),
        };
      }
      const earlier = [...open.answered.values()].findLast(
        (reply) => reply.from === arrow.from && reply.to === arrow.to,
      );
      // A dotted arrow to oneself that answers nothing is a step, only drawn in another way.
      if (!self && earlier !== undefined) answeredTwice.push([arrow, earlier]);
      else if (!self) answeringNothing.push(arrow);
    }
    kinds.set(arrow.index, { kind: self ? "self" : "call" });
    return isAnswer ? open : { ...open, calls: [...open.calls, arrow] };
  };

  const pairBody = (elements: readonly OutlineElement[], before: Open): Open => {
    let open = before;
    for (const element of elements) {
      if (element.kind === "arrow") open = pairArrow(element.arrow, open);
      else if (element.kind === "fragment") {
        const { operator, branches } = element.fragment;
        if (operator === "par") {
          // All branches happen, so whatever one of them answers is answered.
          for (const branch of branches) open = pairBody(branch.body, open);
        } else if (operator === "group" || operator === "critical") {
          for (const branch of branches) open = pairBody(branch.body, open);
        } else {
          const start = open;
          const ends = branches.map((branch) => pairBody(branch.body, start));
          // A branch may be passed by, except where an `else` closes an alt; then a call stays open if any path leaves it open.
          const passable = operator !== "alt" || branches.length === 1;
          open = join(passable ? [...ends, start] : ends);
        }
      }
    }
    return open;
  };

  pairBody(body, { calls: [], answered: new Map() });
  return { kinds, answers, answeringNothing, answeredTwice };
}

function join(ends: readonly Open[]): Open {
  const calls = new Map<number, Arrow>();
  for (const end of ends) for (const call of end.calls) calls.set(call.index, call);
  const answered = new Map<number, Arrow>();
  for (const end of ends) for (const [call, reply] of end.answered) answered.set(call, reply);
  return { calls: [...calls.values()].sort((a, b) => a.index - b.index), answered };
}
