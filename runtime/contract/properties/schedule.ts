import { durationText } from "../../model/language/directive-words.ts";
import { binds } from "../../model/policy/policy-place.ts";
import { eachInRhythm, type Rhythm } from "../check/in-rhythm.ts";
import type { Property } from "../check/property.ts";
import { labelOfParticipant, lineOf, titleOf } from "../report/describe-step.ts";
import type { Cast } from "../state/subject.ts";

/** What begins anew every so often does all of it in each round, is done before the next, and begins none by itself. */
export const schedule: Property = {
  name: "schedule",
  title: "schedule",
  promise(cast) {
    const rhythm = rhythmOf(cast);
    const [step = ""] = rhythm?.steps ?? [];
    if (rhythm === undefined) return undefined;
    const who = labelOfParticipant(cast.protocol, cast.protocol.steps[step]?.to ?? "");
    const { everyMs, promised } = rhythm;
    return {
      words: `each round of ${who} is whole, and over before the next one, every ${durationText(everyMs)} (line ${promised.line})`,
      line: promised.line,
    };
  },
  proof: { protocol: eachInRhythm(rhythmOf) },
};

const roundsMax = 5;

function rhythmOf({ protocol, real, entries }: Cast): Rhythm | undefined {
  const entry = entries.find(({ kind, component }) => kind === "schedule" && real.includes(component));
  const step = entry && protocol.steps[entry.step];
  if (entry?.kind !== "schedule" || step === undefined) return undefined;
  const note = protocol.policies.find(
    ({ kind, at }) => kind === "schedule" && binds(at, { id: entry.step, ...step }),
  );
  const { line, text } = note ?? { line: lineOf(protocol, entry.step), text: titleOf(protocol, entry.step) };
  return {
    steps: [entry.step],
    everyMs: entry.everyMs,
    timesMax: roundsMax,
    promised: { line, text },
    what: "rounds",
  };
}
