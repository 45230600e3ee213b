import type { FragmentEvent, Interaction, InteractionEvent, MessageEvent } from "../../interaction/model.ts";
import { arrowsIn, type OutlineElement } from "./outline.ts";
import type { Pairing } from "./pairing.ts";
import { withBranches } from "./with-branches.ts";

/** By where an answer is written: where the call is that it answers. */
type Answers = ReadonlyMap<number, number>;

/**
 * Who asks in a loop is answered in each round, also where the answer is drawn only once, behind the loop. It
 * stands then at the end of the branch with the call. The interaction itself where there is no such answer.
 */
export function answersInLoops(
  interaction: Interaction,
  body: readonly OutlineElement[],
  pairing: Pairing,
): Interaction {
  const answers = onlyAnswers(body, pairing);
  const events = answers.size === 0 ? interaction.events : placed(interaction.events, answers);
  return events === interaction.events ? interaction : { ...interaction, events };
}

/** The answers to calls that are drawn answered once. */
function onlyAnswers(body: readonly OutlineElement[], pairing: Pairing): Answers {
  const arrows = new Map(arrowsIn(body).map((arrow) => [arrow.index, arrow]));
  const found = new Map<number, number>();
  for (const { index, from, to, span } of arrows.values()) {
    const paired = pairing.kinds.get(index);
    if (paired?.kind !== "reply" || from === to) continue;
    const call = arrows.get(paired.call);
    if (call === undefined || pairing.answers.get(paired.call)?.length !== 1) continue;
    if (call.within.length > 0) found.set(span.start, call.span.start);
  }
  return found;
}

function placed(events: readonly InteractionEvent[], answers: Answers): readonly InteractionEvent[] {
  const result: InteractionEvent[] = [];
  let changed = false;
  for (const event of events) {
    if (event.kind === "fragment") {
      const inside = withBranches(event, (inner) => placed(inner, answers));
      changed ||= inside !== event;
      result.push(inside);
      continue;
    }
    const call = event.kind === "message" ? answers.get(event.span.start) : undefined;
    const last = result.findLastIndex(({ kind }) => kind === "message" || kind === "fragment");
    const loop = result[last];
    const isBehindLoop = loop?.kind === "fragment" && loop.operator === "loop" && call !== undefined;
    const filled = isBehindLoop && event.kind === "message" ? withAnswer(loop, call, event) : undefined;
    if (filled === undefined) result.push(event);
    else result[last] = filled;
    changed ||= filled !== undefined;
  }
  return changed ? result : events;
}

/** The fragment with the answer at the end of the branch that holds the call; undefined where none does. */
function withAnswer(fragment: FragmentEvent, call: number, answer: MessageEvent): FragmentEvent | undefined {
  for (const [index, branch] of fragment.branches.entries()) {
    const isHere = branch.events.some(({ kind, span }) => kind === "message" && span.start === call);
    const events = isHere ? [...branch.events, answer] : withinOne(branch.events, call, answer);
    if (events !== undefined)
      return { ...fragment, branches: fragment.branches.with(index, { ...branch, events }) };
  }
  return undefined;
}

function withinOne(
  events: readonly InteractionEvent[],
  call: number,
  answer: MessageEvent,
): readonly InteractionEvent[] | undefined {
  for (const [index, event] of events.entries()) {
    const filled = event.kind === "fragment" ? withAnswer(event, call, answer) : undefined;
    if (filled !== undefined) return events.with(index, filled);
  }
  return undefined;
}
