import type {
  Branch,
  FragmentEvent,
  Interaction,
  InteractionEvent,
  MessageEvent,
} from "../../interaction/model.ts";
import { arrowsIn, type Arrow, type OutlineElement } from "./outline.ts";
import type { Pairing } from "./pairing.ts";
import { otherwiseBranch, withBranches } from "./with-branches.ts";

/** How many messages between a choice and an answer may be drawn again in its branches. */
const messagesMax = 12;
const branchesMax = 12;

/** An answer behind an `alt` or `opt`, in a branch of which the call is that it was paired with. */
interface Answer {
  /** The calls that it may answer, by where they are written: those that nothing else answers. */
  readonly calls: ReadonlySet<number>;
  /** Whether one of them was made before the choice. */
  isAskedBefore(choice: FragmentEvent): boolean;
}

/** By where an answer is written. */
type Answers = ReadonlyMap<number, Answer>;

/**
 * Who asks in one branch or the other is answered behind the choice by one arrow: it answers another call on each path.
 * It stands then in each branch that asks, with what is drawn between, and without a call it is not there. The
 * interaction itself where there is no such answer.
 */
export function answersInBranches(
  interaction: Interaction,
  body: readonly OutlineElement[],
  pairing: Pairing,
): Interaction {
  const answers = behindChoices(arrowsIn(body), pairing);
  const events = answers.size === 0 ? interaction.events : placed(interaction.events, answers);
  return events === interaction.events ? interaction : { ...interaction, events };
}

function behindChoices(arrows: readonly Arrow[], pairing: Pairing): Answers {
  const byIndex = new Map(arrows.map((arrow) => [arrow.index, arrow]));
  const found = new Map<number, Answer>();
  for (const answer of arrows) {
    const paired = pairing.kinds.get(answer.index);
    if (paired?.kind !== "reply" || answer.from === answer.to) continue;
    const call = byIndex.get(paired.call);
    if (call === undefined || call.within.length <= answer.within.length) continue;
    const calls = arrows.filter(
      ({ index, from, to }) =>
        index < answer.index &&
        from === answer.to &&
        to === answer.from &&
        pairing.kinds.get(index)?.kind === "call" &&
        (pairing.answers.get(index) ?? []).every((other) => other === answer.index),
    );
    found.set(answer.span.start, {
      calls: new Set(calls.map(({ span }) => span.start)),
      isAskedBefore: (choice) => calls.some(({ span }) => span.start < choice.span.start),
    });
  }
  return found;
}

function placed(events: readonly InteractionEvent[], answers: Answers): readonly InteractionEvent[] {
  const inside = events.map((event) =>
    event.kind === "fragment" ? withBranches(event, (inner) => placed(inner, answers)) : event,
  );
  const same = inside.every((event, index) => event === events[index]) ? events : inside;
  for (const [place, event] of same.entries()) {
    if (event.kind !== "fragment" || (event.operator !== "alt" && event.operator !== "opt")) continue;
    const divided = divide(event, same.slice(place + 1), answers);
    if (divided === undefined) continue;
    const { choice, left } = divided;
    return [
      ...same.slice(0, place),
      withBranches(choice, (inner) => placed(inner, answers)),
      ...placed(left, answers),
    ];
  }
  return same;
}

/** The choice with the answer and what leads to it in its branches, and what is left behind it. */
function divide(
  choice: FragmentEvent,
  behind: readonly InteractionEvent[],
  answers: Answers,
): { readonly choice: FragmentEvent; readonly left: readonly InteractionEvent[] } | undefined {
  const end = behind.findIndex(
    (event) => event.kind === "message" && isAskedIn(choice, answers.get(event.span.start)),
  );
  const answer = answers.get(behind[end]?.span.start ?? -1);
  if (answer === undefined || choice.branches.length > branchesMax) return undefined;
  const moved = behind.slice(0, end + 1).filter((event) => event.kind === "message");
  const others = behind.slice(0, end).filter((event) => event.kind !== "message");
  // Only activation bars may stand between: what else is drawn there is drawn once.
  if (moved.length > messagesMax || others.some(({ kind }) => kind !== "life")) return undefined;
  const isCertain = answer.isAskedBefore(choice);
  const rest = (branch: Branch | undefined): readonly MessageEvent[] =>
    isCertain || (branch !== undefined && isAskedInBranch(branch, answer)) ? moved : moved.slice(0, -1);
  const branches = choice.branches.map((branch, index) => {
    const added = index === 0 ? rest(branch) : rest(branch).map(withoutNotes);
    return added.length === 0 ? branch : { ...branch, events: [...branch.events, ...added] };
  });
  const otherwise = choice.branches.length === 1 ? rest(undefined).map(withoutNotes) : [];
  const all = otherwise.length === 0 ? branches : [...branches, otherwiseBranch(choice, otherwise)];
  const operator = all.length > 1 ? "alt" : choice.operator;
  return { choice: { ...choice, operator, branches: all }, left: [...others, ...behind.slice(end + 1)] };
}

/** What a note promises is promised once. */
function withoutNotes(message: MessageEvent): MessageEvent {
  return { ...message, notes: [] };
}

function isAskedIn({ branches }: FragmentEvent, answer: Answer | undefined): boolean {
  return answer !== undefined && branches.some((branch) => isAskedInBranch(branch, answer));
}

function isAskedInBranch({ events }: Branch, answer: Answer): boolean {
  return events.some((event) =>
    event.kind === "fragment"
      ? isAskedIn(event, answer)
      : event.kind === "message" && answer.calls.has(event.span.start),
  );
}
