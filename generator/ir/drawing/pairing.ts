import { messageLines } from "../../text/lexical/message-lines.ts";
import { understandThrow } from "../../text/messages/understand-code.ts";
import { parseHttpStatus } from "../../text/shapes/parse-http.ts";
import type { Arrow, OutlineElement } from "./outline.ts";

/** What each arrow is, by its index: a call, or the answer to one. */
export interface Pairing {
  readonly kinds: ReadonlyMap<number, PairedKind>;
  /** Calls by index: the arrows that answer them. */
  readonly answers: ReadonlyMap<number, readonly number[]>;
  /** Dotted arrows for which no call is open, and that nobody answers. */
  readonly answeringNothing: readonly Arrow[];
  /** Solid arrows back to a caller that nobody answers, and that seem to answer it. */
  readonly solidAnswers: readonly Arrow[];
  /** A second answer on the same path, with the first. */
  readonly answeredTwice: readonly (readonly [second: Arrow, first: Arrow])[];
}

export type PairedKind =
  | { readonly kind: "call" | "self" }
  /** `to`: the sender of that call, which is another border where an answer leaves the drawing on the other side. */
  | { readonly kind: "reply"; readonly call: number; readonly to: string };

/** Calls that are still unanswered on one path, oldest first, and the answers already given on it. */
interface Open {
  readonly calls: readonly Arrow[];
  readonly answered: ReadonlyMap<number, Arrow>;
}

/**
 * Finds for each answer the call that it belongs to: the nearest open call that it can answer. Branches are followed
 * separately from the same beginning, so an answer in each branch of an alt answers the one call before it.
 */
export function pairMessages(
  body: readonly OutlineElement[],
  topics: ReadonlySet<string> = new Set(),
): Pairing {
  const kinds = new Map<number, PairedKind>();
  const answers = new Map<number, number[]>();
  const answeringNothing: Arrow[] = [];
  const answeredTwice: (readonly [Arrow, Arrow])[] = [];
  const backwards: (readonly [arrow: Arrow, call: Arrow])[] = [];

  const pairArrow = (arrow: Arrow, open: Open, after: readonly OutlineElement[]): Open => {
    const self = arrow.from === arrow.to;
    const thrownAt = self ? callThatThrows(arrow, open, after) : undefined;
    const isDotted = arrow.dotted || arrow.isReturn || thrownAt !== undefined;
    const asked = thrownAt ?? (isDotted || !self ? callAnsweredBy(arrow, open) : undefined);
    const isLast = endsWork(arrow, after.slice(0, 8));
    const isToTopic = topics.has(arrow.from) || topics.has(arrow.to);
    const isBack = asked !== undefined && !looksLikeCall(arrow) && !arrow.asynchronous && !isToTopic;
    const isAnswer = isDotted || (asked !== undefined && ((isBack && isLast) || saysStatus(arrow)));
    if (!isAnswer && isBack) backwards.push([arrow, asked]);
    if (isAnswer) {
      const call = asked;
      if (call !== undefined) {
        kinds.set(arrow.index, { kind: "reply", call: call.index, to: call.from });
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
    // What is drawn dotted and answers nothing may be answered itself: then it is a request, only drawn in another way.
    return self && isAnswer ? open : { ...open, calls: [...open.calls, arrow] };
  };

  const pairBody = (elements: readonly OutlineElement[], before: Open): Open => {
    let open = before;
    for (const [place, element] of elements.entries()) {
      if (element.kind === "arrow") open = pairArrow(element.arrow, open, elements.slice(place + 1));
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
  const solidAnswers = backwards.flatMap(([arrow, call]) =>
    answers.has(call.index) || answers.has(arrow.index) ? [] : [arrow],
  );
  const isAnswered = ({ index }: Arrow): boolean => answers.has(index);
  return {
    kinds,
    answers,
    answeringNothing: answeringNothing.filter((arrow) => !isAnswered(arrow)),
    solidAnswers,
    answeredTwice: answeredTwice.filter(([second]) => !isAnswered(second)),
  };
}

/**
 * The nearest open call that an arrow may answer, one that is drawn solid before one that is not. What leaves the drawing
 * answers who came from outside, on either side.
 */
function callAnsweredBy(arrow: Arrow, { calls }: Open): Arrow | undefined {
  const own = calls
    .filter(({ from, to }) => from === arrow.to && to === arrow.from)
    .reduce<Arrow | undefined>(
      (best, call) => (best?.dotted === false && call.dotted ? best : call),
      undefined,
    );
  if (own !== undefined || !isBorder(arrow.to)) return own;
  return calls.findLast(({ from, to }) => isBorder(from) && to === arrow.from);
}

/**
 * `Service -> Service: throw NotFoundException("…")`, with nothing more of the service on that path: it ends the work that
 * others asked for, as if it were drawn to whoever asked. Where an answer to others follows, that is what they get.
 */
function callThatThrows(
  { from, label }: Arrow,
  { calls }: Open,
  after: readonly OutlineElement[],
): Arrow | undefined {
  if (understandThrow(messageLines(label), { direction: "request", sql: undefined }) === undefined)
    return undefined;
  const goesOn = after.some((element) => element.kind !== "life" && isBy(from, element));
  return goesOn ? undefined : calls.findLast((call) => call.to === from && call.from !== from);
}

/** Whether a participant does something in it. */
function isBy(code: string, element: OutlineElement): boolean {
  if (element.kind === "arrow") return element.arrow.from === code;
  return (
    element.kind === "fragment" &&
    element.fragment.branches.some(({ body }) => body.some((inner) => isBy(code, inner)))
  );
}

/** The sender is deactivated right after it, and does not answer its caller afterwards by a dotted arrow. */
function endsWork({ from, to }: Arrow, following: readonly OutlineElement[]): boolean {
  const [next, ...later] = following;
  if (next?.kind !== "life" || next.action !== "deactivate" || next.code !== from) return false;
  return !later.some(
    (element) =>
      element.kind === "arrow" &&
      element.arrow.dotted &&
      element.arrow.from === from &&
      element.arrow.to === to,
  );
}

/** `notify(event)`: calls back rather than answers. */
function looksLikeCall({ label }: Arrow): boolean {
  return /^[\p{L}\p{N}_$.]{1,100}\(/u.test(messageLines(label).head[0] ?? "");
}

/** A solid arrow back that begins with an HTTP status: `201 Created`. */
function saysStatus({ label }: Arrow): boolean {
  return parseHttpStatus(messageLines(label).head[0] ?? "", "reply") !== undefined;
}

function isBorder(code: string): boolean {
  return code === "[" || code === "]";
}

function join(ends: readonly Open[]): Open {
  const calls = new Map<number, Arrow>();
  for (const end of ends) for (const call of end.calls) calls.set(call.index, call);
  const answered = new Map<number, Arrow>();
  for (const end of ends) for (const [call, reply] of end.answered) answered.set(call, reply);
  return { calls: [...calls.values()].sort((a, b) => a.index - b.index), answered };
}
