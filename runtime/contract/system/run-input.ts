import { responseOf } from "../../system/http-entries.ts";
import { mentionOf, nameOf } from "../report/describe-step.ts";
import { fail, type WatchedRun } from "../state/run-state.ts";
import { deepEqual } from "../values/deep-equal.ts";
import { showValue } from "../report/show-value.ts";
import { type DrawnCase, inputsFor, type SystemInput } from "./draw-input.ts";
import type { SystemAnswer } from "./send-input.ts";
import type { SystemSubject } from "./system-subject.ts";
import { endRun, type TestedSystem } from "./tested-system.ts";

/**
 * Sends what the world sends in one run of the diagram, one input after the other, waits each time until nothing is under
 * way any more, and holds all of it against the diagram.
 */
export async function runInput(system: TestedSystem, drawn: DrawnCase): Promise<WatchedRun> {
  const state = system.begin(drawn.scenario);
  const sent: string[] = [];
  for (;;) {
    const input = nextInput(state, system.subject, drawn, sent);
    if (input === undefined) break;
    sent.push(input.entry.step);
    const answer = await system.send(input);
    const isSettled = await system.settled();
    if (answer !== undefined) holdAnswer(state, input, answer);
    if (!isSettled) state.course.runOutOfPatience();
    if (state.course.over || !isSettled) break;
  }
  // A run in which nothing happens would keep every promise.
  if (sent.length === 0) throw new Error(`no input can begin a run of ${system.subject.protocol.source}`);
  endRun(state);
  return state;
}

/** What the world sends next in the run that is under way: at first what the case picks, then one after the other. */
export function nextInput(
  state: WatchedRun,
  subject: SystemSubject,
  { entry }: Pick<DrawnCase, "entry">,
  sent: readonly string[],
): SystemInput | undefined {
  const next = inputsFor(state, subject).filter((input) => !sent.includes(input.entry.step));
  return next[sent.length === 0 ? entry % Math.max(1, next.length) : 0];
}

/** What came back over HTTP has to be what the component answered, status and body. */
export function holdAnswer(state: WatchedRun, { entry }: SystemInput, answer: SystemAnswer): void {
  if (entry.kind !== "http" || state.course.over) return;
  const { protocol } = state.subject;
  const asked = state.activities.all.find(({ steps }) => steps.includes(entry.step));
  if (asked?.settlement?.kind === "threw") return;
  const expected = asked?.settlement === undefined ? undefined : responseOf(asked.settlement.value, entry);
  if (expected === undefined) {
    fail(state, {
      kind: "missing",
      step: entry.step,
      sentence: `${mentionOf(protocol, entry.step)} was answered ${showAnswer(answer)} before it reached ${nameOf(protocol, entry.component)}.`,
      expected: [entry.step],
      observed: showAnswer(answer),
    });
    return;
  }
  const body: unknown = expected.body === undefined ? undefined : JSON.parse(JSON.stringify(expected.body));
  if (answer.status === expected.status && deepEqual(answer.body, body)) return;
  fail(state, {
    kind: "wrong-answer",
    step: entry.step,
    sentence: `${mentionOf(protocol, entry.step)} was answered otherwise over HTTP than by ${nameOf(protocol, entry.component)}.`,
    expected: [],
    observed: showAnswer(answer),
    difference: {
      where: "response",
      expected: showAnswer({ status: expected.status, body }),
      received: showAnswer(answer),
    },
  });
}

function showAnswer({ status, body }: SystemAnswer): string {
  return body === undefined ? String(status) : `${status} ${showValue(body, 2)}`;
}
