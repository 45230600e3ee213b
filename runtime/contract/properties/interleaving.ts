import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitrarySeveral, type SeveralScenarios } from "../draw/several-scenarios.ts";
import { labelOfParticipant, lineOf } from "../report/describe-step.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import { run, runTogether } from "../run/run.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { verdictOf, verdictOfGroup } from "../state/verdict-of.ts";

/** Several events on the same components each go their own way, whether one comes after the other or all at once. */
export const interleaving: Property = {
  name: "interleaving",
  title: "interleaving",
  promise(cast) {
    const [first] = incoming(cast);
    if (first === undefined) return undefined;
    const { protocol, component } = cast;
    const where = component === undefined ? "" : ` of ${labelOfParticipant(protocol, component)}`;
    return {
      words: `several events on one instance${where} do not disturb each other`,
      line: lineOf(protocol, first),
    };
  },
  proof: {
    protocol: forEveryCase(
      (cast) => arbitrarySeveral(cast.protocol, new Set(cast.real), isDelivered(cast)),
      judge,
    ),
  },
};

function incoming({ protocol, real }: Cast): readonly string[] {
  return Object.entries(protocol.steps).flatMap(([id, { kind, from, to }]) =>
    kind === "call" && real.includes(to) && !real.includes(from) ? [id] : [],
  );
}

/** Whether messages lead to all of this: those of one key come one after the other, and more than once. */
function isDelivered({ entries }: Cast): boolean {
  return entries.some(({ kind }) => kind === "kafka");
}

async function judge(subject: Subject, { scenarios, turns, isOneEvent }: SeveralScenarios): Promise<Verdict> {
  if (isOneEvent) return nothingToSay;
  const [first, ...others] = scenarios;
  const runs = await runTogether(
    subject,
    [{ scenario: first }, ...others.map((scenario) => ({ scenario }))],
    turns === undefined ? { kind: "one-after-the-other" } : { kind: "at-the-same-time", turns },
  );
  const verdict = verdictOfGroup(runs);
  if (verdict.violation === undefined) return verdict;
  for (const scenario of scenarios) {
    const alone = await run(subject, scenario);
    // To wait for it in each case would take hours.
    if (alone.course.violation?.kind === "stalled") return verdictOf(alone);
    // What goes wrong with one event alone is for the other properties to report.
    if (alone.course.violation !== undefined) return { ...verdict, violation: undefined };
  }
  const when = turns === undefined ? "one after the other" : "at the same time";
  return {
    ...verdict,
    violation: {
      ...verdict.violation,
      provoked: `${runs.length} events on one instance, ${when}; each of them alone goes through as drawn`,
    },
  };
}
