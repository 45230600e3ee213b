import type { FragmentEvent, Interaction, InteractionEvent } from "../../interaction/model.ts";
import type { OutlineElement } from "./outline.ts";
import type { Pairing } from "./pairing.ts";
import { otherwiseBranch, withBranches } from "./with-branches.ts";

/** By where an arrow is written: the call that it answers. */
type Answers = ReadonlyMap<number, number>;

/**
 * An answer ends its path. Where one branch of an `opt` or `alt` has an answer, and the same call is answered once more
 * behind the fragment, what is drawn up to that other answer is what happens otherwise: it becomes the branch that was
 * not drawn. What the branch draws after its answer goes on in the background. The interaction itself where there is no
 * such branch.
 */
export function endAtAnswers(
  interaction: Interaction,
  body: readonly OutlineElement[],
  pairing: Pairing,
): Interaction {
  const answers = answersIn(body, pairing);
  const events = nested(interaction.events, answers);
  return events === interaction.events ? interaction : { ...interaction, events };
}

function answersIn(body: readonly OutlineElement[], pairing: Pairing): Answers {
  const found = new Map<number, number>();
  const visit = (elements: readonly OutlineElement[]): void => {
    for (const element of elements) {
      if (element.kind === "fragment") for (const branch of element.fragment.branches) visit(branch.body);
      if (element.kind !== "arrow") continue;
      const paired = pairing.kinds.get(element.arrow.index);
      if (paired?.kind === "reply" && element.arrow.from !== element.arrow.to)
        found.set(element.arrow.span.start, paired.call);
    }
  };
  visit(body);
  return found;
}

/** The same list where nothing in it changes. */
function nested(events: readonly InteractionEvent[], answers: Answers): readonly InteractionEvent[] {
  const inside = sameOr(
    events,
    events.map((event) =>
      event.kind === "fragment" ? withBranches(event, (inner) => nested(inner, answers)) : event,
    ),
  );
  for (const [place, event] of inside.entries()) {
    if (event.kind !== "fragment" || (event.operator !== "opt" && event.operator !== "alt")) continue;
    const again = answeredAgain(event, inside.slice(place + 1), answers);
    if (again === undefined) continue;
    const last = place + again.steps;
    const fragment = withOtherwise(event, inside.slice(place + 1, last + 1), again.call, answers);
    if (fragment === undefined) continue;
    return [
      ...inside.slice(0, place),
      withBranches(fragment, (inner) => nested(inner, answers)),
      ...nested(inside.slice(last + 1), answers),
    ];
  }
  return inside;
}

/** The fragment with `rest` in the only branch that does not answer; undefined where several do not, or none. */
function withOtherwise(
  fragment: FragmentEvent,
  rest: readonly InteractionEvent[],
  call: number,
  answers: Answers,
): FragmentEvent | undefined {
  const open = fragment.branches.filter(
    (branch) => !branch.events.some((event) => mentions(event, call, answers)),
  );
  const [first] = fragment.branches;
  if (first !== undefined && fragment.branches.length === 1 && open.length === 0) {
    return { ...fragment, operator: "alt", branches: [first, otherwiseBranch(fragment, rest)] };
  }
  const [only, second] = open;
  if (only === undefined || second !== undefined) return undefined;
  const branches = fragment.branches.map((branch) =>
    branch === only ? { ...branch, events: [...branch.events, ...rest] } : branch,
  );
  return { ...fragment, branches };
}

/**
 * The call that a branch answers, be it before its last step, and that is answered once more behind the fragment; and
 * how many steps lie up to there. Of several such calls the one that is answered last.
 */
function answeredAgain(
  { branches }: FragmentEvent,
  behind: readonly InteractionEvent[],
  answers: Answers,
): { readonly call: number; readonly steps: number } | undefined {
  const calls = branches.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === "message" ? (answers.get(event.span.start) ?? []) : [])),
  );
  return [...new Set(calls)]
    .map((call) => ({ call, steps: 1 + behind.findLastIndex((other) => mentions(other, call, answers)) }))
    .filter(({ steps }) => steps > 0)
    .toSorted((one, other) => other.steps - one.steps)[0];
}

/** Whether an answer to this call is in it. */
function mentions(event: InteractionEvent, call: number, answers: Answers): boolean {
  if (event.kind === "message") return answers.get(event.span.start) === call;
  return (
    event.kind === "fragment" &&
    event.branches.some((branch) => branch.events.some((inner) => mentions(inner, call, answers)))
  );
}

function sameOr<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}
