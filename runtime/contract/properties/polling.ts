import { joinPolicies, type PollingPolicy } from "../../model/policy/entry-policies.ts";
import { durationText } from "../../model/language/directive-words.ts";
import { binds } from "../../model/policy/policy-place.ts";
import type { StepId } from "../../model/steps.ts";
import { eachInRhythm, type Rhythm } from "../check/in-rhythm.ts";
import type { Property } from "../check/property.ts";
import { titleOf } from "../report/describe-step.ts";
import type { Cast } from "../state/subject.ts";

/** A client that asks again, as often as notes let it, gets what is true by then, and before it asks again. */
export const polling: Property = {
  name: "polling",
  title: "polling",
  promise(cast) {
    const rhythm = rhythmOf(cast);
    const [step = ""] = rhythm?.steps ?? [];
    if (rhythm === undefined) return undefined;
    const { everyMs, timesMax, promised } = rhythm;
    return {
      words: `${titleOf(cast.protocol, step)} is answered anew every ${durationText(everyMs)}, up to ${timesMax} times (line ${promised.line})`,
      line: promised.line,
    };
  },
  proof: { protocol: eachInRhythm(rhythmOf) },
};

const intervalOtherwiseMs = 1_000;
const timesOtherwise = 5;
// A note that lets clients ask for an hour is tried for the beginning of it.
const timesAtMost = 20;

function rhythmOf(cast: Cast): Rhythm | undefined {
  const { protocol } = cast;
  const notes = protocol.policies.flatMap((policy) => (policy.kind === "polling" ? [policy] : []));
  const steps = polledSteps(cast);
  const note = notes.find(({ intervalMs }) => intervalMs !== undefined) ?? notes[0];
  if (note === undefined || steps.length === 0) return undefined;
  const terms = joinPolicies(
    notes.map(({ intervalMs, limitMs, attemptsMax }) => ({ polling: { intervalMs, limitMs, attemptsMax } })),
  );
  const everyMs = terms.polling?.intervalMs ?? intervalOtherwiseMs;
  const timesMax = Math.max(2, Math.min(timesAtMost, timesIn(terms.polling ?? {}, everyMs)));
  return { steps, everyMs, timesMax, promised: { line: note.line, text: note.text }, what: "requests" };
}

function timesIn({ attemptsMax, limitMs }: PollingPolicy, everyMs: number): number {
  return attemptsMax ?? (limitMs === undefined ? timesOtherwise : Math.floor(limitMs / everyMs));
}

/** What comes in, and is bound by a note about polling, asked of one that it stands over, or the entry of one. */
function polledSteps({ protocol, real, entries }: Cast): readonly StepId[] {
  const notes = protocol.policies.filter(({ kind }) => kind === "polling");
  return Object.entries(protocol.steps).flatMap(([id, step]) => {
    if (step.kind !== "call" || real.includes(step.from) || !real.includes(step.to)) return [];
    const isPolled =
      notes.some(({ at }) => at.participants?.includes(step.to) === true || binds(at, { id, ...step })) ||
      entries.some((entry) => entry.step === id && entry.policies?.polling !== undefined);
    return isPolled ? [id] : [];
  });
}
