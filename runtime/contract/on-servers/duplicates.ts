import { forEveryInput } from "../check/for-every-input.ts";
import type { Promised, Search } from "../check/property.ts";
import { clean, mentionOf } from "../report/describe-step.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import type { Cast } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase, inputsFor } from "../system/draw-input.ts";
import { failedAsDrawn } from "../system/failed-as-drawn.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { linesAsking } from "./lines-asking.ts";
import { changeOf, serverContents } from "../contents/server-contents.ts";
import type { TestedSystem } from "../system/tested-system.ts";

/** An event that comes again, at once and later, changes nothing more: no row, key or object, no record, and no letter. */
export function promiseOfDuplicates({ protocol, entries }: Cast): Promised | undefined {
  const entry = entries.find(({ kind, policies }) => kind === "kafka" && policies?.idempotent === true);
  if (entry === undefined) return undefined;
  return {
    words: "an event that comes again, at once or later, changes nothing",
    ...linesAsking(protocol, ["idempotency"], entry.step),
  };
}

export const duplicatesOnServers: Search<SystemSubject> = forEveryInput(arbitraryInput, judge);

async function judge(system: TestedSystem, drawn: DrawnCase): Promise<Verdict> {
  const { subject, ground } = system;
  const state = system.begin(drawn.scenario);
  const sent = inputsFor(state, subject).filter(
    ({ entry }) => entry.kind === "kafka" && entry.policies?.idempotent === true,
  );
  const input = sent[drawn.entry % Math.max(1, sent.length)];
  if (input === undefined) return nothingToSay;
  await system.prepare(input);
  // Together, before the first one can be over; and later, when it is.
  await Promise.all([system.sendAgain(input), system.sendAgain(input)]);
  await system.settled();
  const { violation } = state.course;
  state.course.end();
  // It has not been handled, so it may be tried as often as it comes.
  if (violation === undefined && failedAsDrawn(state, input.entry.step)) return verdictOf(state);
  const said = (sentence: string, observed: string): Violation => ({
    kind: "repeated",
    step: input.entry.step,
    sentence: `${mentionOf(subject.protocol, input.entry.step)} came again, and ${sentence}.`,
    expected: [],
    observed,
    provoked: "the same event three times",
  });
  // The second one is to be dropped: it is no call any more.
  if (violation?.kind === "repeated" || violation?.kind === "out-of-order")
    return verdictOf(state, { ...violation, provoked: "the same event twice, one right after the other" });
  if (violation !== undefined) return { ...verdictOf(state), violation: undefined };
  const before = await serverContents(system);
  const letters = (): number => ground.consumed.filter(({ kind }) => kind === "dead-lettered").length;
  const lettersBefore = letters();
  system.begin(drawn.scenario);
  await system.sendAgain(input);
  await system.settled();
  if (letters() > lettersBefore) return verdictOf(state, said("became a dead letter", "dead letter"));
  const changed = changeOf(before, await serverContents(system));
  if (changed === undefined) return { ...verdictOf(state), violation: undefined };
  return verdictOf(state, said(clean(changed, 200), clean(changed, 60)));
}
