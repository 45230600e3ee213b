import type { Interaction, InteractionEvent, MessageEvent, Text } from "../../interaction/model.ts";
import { messageLines } from "../../text/lexical/message-lines.ts";
import { parseAssignment, type Assignment } from "../../text/shapes/parse-assignment.ts";
import { endCode, type OutlineElement } from "./outline.ts";
import type { Pairing } from "./pairing.ts";

/**
 * `uploadId = createId()` is a call whose answer is known as `uploadId`. Where no arrow draws that answer, it is added: after
 * a call of one's own, else before its sender goes on. The interaction itself where nothing is assigned.
 */
export function answerAssignments(
  interaction: Interaction,
  body: readonly OutlineElement[],
  pairing: Pairing,
): Interaction {
  const events = answered(interaction.events, answeredIn(body, pairing));
  return events === interaction.events ? interaction : { ...interaction, events };
}

/** Where calls are written that an arrow answers. */
function answeredIn(body: readonly OutlineElement[], { answers }: Pairing): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (elements: readonly OutlineElement[]): void => {
    for (const element of elements) {
      if (element.kind === "fragment") for (const branch of element.fragment.branches) visit(branch.body);
      if (element.kind === "arrow" && answers.has(element.arrow.index)) found.add(element.arrow.span.start);
    }
  };
  visit(body);
  return found;
}

/** The same list where nothing is added to it. */
function answered(
  events: readonly InteractionEvent[],
  drawn: ReadonlySet<number>,
): readonly InteractionEvent[] {
  const written: InteractionEvent[] = [];
  const waiting: MessageEvent[] = [];
  const answerAll = (goesOn: (code: string) => boolean): void => {
    for (const reply of waiting.splice(0)) {
      if (goesOn(endCode(reply.to))) written.push(reply);
      else waiting.push(reply);
    }
  };
  for (const event of events) {
    answerAll((code) => acts(code, event));
    written.push(event.kind === "fragment" ? withinBranches(event, drawn) : event);
    const reply = event.kind === "message" && !drawn.has(event.span.start) ? answerTo(event) : undefined;
    if (reply !== undefined && endCode(reply.from) === endCode(reply.to)) written.push(reply);
    else if (reply !== undefined) waiting.push(reply);
  }
  written.push(...waiting);
  const isSame = written.length === events.length && written.every((event, at) => event === events[at]);
  return isSame ? events : written;
}

function withinBranches(
  fragment: Extract<InteractionEvent, { kind: "fragment" }>,
  drawn: ReadonlySet<number>,
): InteractionEvent {
  const branches = fragment.branches.map((branch) => {
    const events = answered(branch.events, drawn);
    return events === branch.events ? branch : { ...branch, events };
  });
  return branches.every((branch, at) => branch === fragment.branches[at])
    ? fragment
    : { ...fragment, branches };
}

/** Whether somebody sends anything in it. */
function acts(code: string, event: InteractionEvent): boolean {
  if (event.kind === "message") return endCode(event.from) === code;
  return (
    event.kind === "fragment" &&
    event.branches.some(({ events }) => events.some((inner) => acts(code, inner)))
  );
}

/** The answer that an assignment speaks of; undefined for any other message. */
function answerTo(message: MessageEvent): MessageEvent | undefined {
  const { from, to, arrow, label } = message;
  const isCall = !arrow.dotted && !arrow.hidden && !message.isReturn && message.multicast.length === 0;
  const assigned = isCall ? parseAssignment(messageLines(label).head.join(" ")) : undefined;
  if (assigned === undefined || arrow.heads.some(({ head }) => head === "cross")) return undefined;
  const [atSender, atReceiver] = arrow.heads;
  return {
    ...message,
    from: to,
    to: from,
    arrow: { ...arrow, dotted: true, heads: [atSender, { ...atReceiver, head: "normal" }] },
    label: answerText(assigned, label),
    notes: [],
  };
}

function answerText({ name, type }: Assignment, { span }: Text): Text {
  return { lines: [{ text: type === undefined ? name : `${name}: ${type}`, span }], span };
}
