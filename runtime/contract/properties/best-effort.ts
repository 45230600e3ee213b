import { binds } from "../../model/policy/policy-place.ts";
import type { StepId } from "../../model/steps.ts";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitraryFaultCase, type FaultCase } from "../check/fault-case.ts";
import { mentionOf, titleOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import { run } from "../run/run.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";

/** When something fails of which a note says that it may, the rest goes on as it is drawn, and nobody is told of an error. */
export const bestEffort: Property = {
  name: "best-effort",
  title: "best effort",
  promise(cast) {
    const tolerated = toleratedBy(cast);
    const [first] = tolerated;
    if (first === undefined) return undefined;
    const { protocol } = cast;
    const titles = new Set(tolerated.map(({ step, line }) => `${titleOf(protocol, step)} (line ${line})`));
    return { words: `the rest goes on when ${[...titles].join(", ")} fails`, line: first.line };
  },
  proof: { protocol: forEveryCase(arbitraryFaultCase, judge) },
};

interface Tolerated {
  readonly step: StepId;
  /** The note that says so. */
  readonly line: number;
  readonly text: string;
}

/** Calls that may fail; where an answer with a value is drawn, nothing says what comes without it. */
function toleratedBy({ protocol, real }: Cast): readonly Tolerated[] {
  const { policies, steps, transactions = [] } = protocol;
  const notes = policies.filter(({ kind }) => kind === "best-effort");
  return Object.entries(steps).flatMap(([id, step]): Tolerated[] => {
    if (step.kind !== "call" || !real.includes(step.from) || real.includes(step.to)) return [];
    const note = notes.find(({ at }) => binds(at, { id, ...step }));
    const isAcknowledged = Object.values(steps).every(
      (reply) => reply.kind !== "reply" || reply.answers !== id || reply.outcome.kind === "nothing",
    );
    const isAlone = step.retry === undefined && !transactions.some((one) => one.steps.includes(id));
    return note === undefined || !isAcknowledged || !isAlone
      ? []
      : [{ step: id, line: note.line, text: note.text }];
  });
}

async function judge(subject: Subject, { scenario, at, error }: FaultCase): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  const tolerated = toleratedBy(subject);
  const steps = tolerated.map(({ step }) => step);
  const call = undisturbed.disturbance.pick(at, steps);
  // What goes wrong without a fault is for the other properties to report.
  if (undisturbed.course.violation !== undefined || call === undefined)
    return { ...verdictOf(undisturbed), violation: undefined };
  const failing = undisturbed.disturbance.stepOfCall(call) ?? "";
  const state = await run(subject, scenario, { kind: "fault", at: call, error, isTolerated: true });
  const { violation } = state.course;
  if (violation === undefined) return verdictOf(state);
  const promised = tolerated.find(({ step }) => step === failing);
  const provoked = `${mentionOf(subject.protocol, failing)} fails`;
  return verdictOf(state, { ...violation, provoked, promised });
}
