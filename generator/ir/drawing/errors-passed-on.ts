import { areApart } from "seqwright-runtime/model";
import type { Interaction, InteractionEvent, MessageEnd, MessageEvent } from "../../interaction/model.ts";
import { messageLines } from "../../text/lexical/message-lines.ts";
import { understandThrow } from "../../text/messages/understand-code.ts";
import type { FragmentId, FragmentOperator } from "../model/diagram-model.ts";
import { arrowsIn, endCode, type Arrow, type OutlineElement } from "./outline.ts";
import type { Pairing } from "./pairing.ts";
import { withBranches } from "./with-branches.ts";

/**
 * An error that reaches somebody who does nothing more on that path goes on to whoever asked, as errors do: that answer is
 * added behind the one that brings the error, up to where the work began. Who is drawn to do anything afterwards has
 * caught it. The interaction itself where no error is passed on.
 */
export function errorsPassedOn(
  interaction: Interaction,
  body: readonly OutlineElement[],
  pairing: Pairing,
  topics: ReadonlySet<string>,
): Interaction {
  const drawing: Drawing = { arrows: arrowsIn(body), fragments: fragmentsIn(body), pairing, topics };
  const owed = new Map(
    drawing.arrows.flatMap((arrow) => {
      const call = isThrown(arrow, pairing) ? callLeftOpen(arrow, drawing) : undefined;
      return call === undefined ? [] : [[placeOf(arrow, arrow), call] as const];
    }),
  );
  const events = owed.size === 0 ? interaction.events : withAnswers(interaction.events, owed);
  return events === interaction.events ? interaction : { ...interaction, events };
}

interface Drawing {
  readonly arrows: readonly Arrow[];
  readonly fragments: ReadonlyMap<FragmentId, FragmentOperator>;
  readonly pairing: Pairing;
  readonly topics: ReadonlySet<string>;
}

function isThrown({ index, label }: Arrow, { kinds }: Pairing): boolean {
  const isReply = kinds.get(index)?.kind === "reply";
  return (
    isReply && understandThrow(messageLines(label), { direction: "reply", sql: undefined }) !== undefined
  );
}

/** The call that the receiver of an error works on, where nothing is drawn to come of that call afterwards. */
function callLeftOpen(error: Arrow, drawing: Drawing): Arrow | undefined {
  const { arrows, fragments, pairing, topics } = drawing;
  const paired = pairing.kinds.get(error.index);
  if (paired?.kind !== "reply") return undefined;
  const receiver = paired.to;
  const call = arrows.findLast(
    ({ index, from, to, within }) =>
      index < paired.call &&
      to === receiver &&
      from !== receiver &&
      pairing.kinds.get(index)?.kind === "call" &&
      !areApart(within, error.within),
  );
  if (call === undefined || (call.asynchronous && !topics.has(call.from))) return undefined;
  const between = error.within
    .filter(([id]) => !call.within.some(([around]) => around === id))
    .map(([id]) => [id, fragments.get(id)] as const);
  // Whether a failed round, or one of several branches at once, is the end of all is another question.
  if (between.some(([, operator]) => operator === "loop" || operator === "par")) return undefined;
  const leaving = between.find(([, operator]) => operator === "break")?.[0];
  const onPath = arrows.filter(
    ({ index, within }) =>
      index !== error.index &&
      !areApart(within, error.within) &&
      (leaving === undefined || index < error.index || within.some(([id]) => id === leaving)),
  );
  const isAnswer = ({ index }: Arrow): boolean => {
    const kind = pairing.kinds.get(index);
    return kind?.kind === "reply" && kind.call === call.index;
  };
  if (onPath.some(isAnswer)) return undefined;
  const next = onPath.find(
    (arrow) =>
      arrow.index > error.index &&
      (arrow.from === receiver || (arrow.to === receiver && pairing.kinds.get(arrow.index)?.kind === "call")),
  );
  return next?.from === receiver ? undefined : call;
}

function fragmentsIn(elements: readonly OutlineElement[]): ReadonlyMap<FragmentId, FragmentOperator> {
  const found = new Map<FragmentId, FragmentOperator>();
  const visit = (inner: readonly OutlineElement[]): void => {
    for (const element of inner) {
      if (element.kind !== "fragment") continue;
      found.set(element.fragment.id, element.fragment.operator);
      for (const { body } of element.fragment.branches) visit(body);
    }
  };
  visit(elements);
  return found;
}

/** Where an arrow is written; one that was added stands where the error came from. */
function placeOf({ span }: Pick<Arrow, "span">, { from, to }: Pick<Arrow, "from" | "to">): string {
  return JSON.stringify([span.start, from, to]);
}

/** `owed`: by where an error's arrow is written, the call that it is passed on to. */
function withAnswers(
  events: readonly InteractionEvent[],
  owed: ReadonlyMap<string, Arrow>,
): readonly InteractionEvent[] {
  const written = events.flatMap((event): readonly InteractionEvent[] => {
    if (event.kind === "fragment") return [withBranches(event, (inner) => withAnswers(inner, owed))];
    if (event.kind !== "message") return [event];
    const call = owed.get(placeOf(event, { from: endCode(event.from), to: endCode(event.to) }));
    return call === undefined ? [event] : [event, passedOn(event, call)];
  });
  return written.length === events.length && written.every((event, at) => event === events[at])
    ? events
    : written;
}

function passedOn(error: MessageEvent, { from, to }: Arrow): MessageEvent {
  return { ...error, from: endOf(to), to: endOf(from), multicast: [], notes: [] };
}

function endOf(code: string): MessageEnd {
  if (code !== "[" && code !== "]") return { kind: "lifeline", code };
  return { kind: "gate", side: code === "[" ? "left" : "right", short: false };
}
