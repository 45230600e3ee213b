import fc from "fast-check";
import type { StepId } from "../../model/steps.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { Promised, Search } from "../check/property.ts";
import { arrowOf, clean, mentionOf } from "../report/describe-step.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import type { Cast } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase } from "../system/draw-input.ts";
import { FaultPlan } from "../system/fault-plan.ts";
import { nextInput } from "../system/run-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { differenceOf, tableContents, type TableContents } from "../contents/table-contents.ts";
import type { TestedSystem } from "../system/tested-system.ts";

interface AtomicCase {
  readonly drawn: DrawnCase;
  /** Picks the step that fails. */
  readonly at: number;
}

/** A drawn transaction is all or nothing: when one of its steps fails, no row of the others is there. */
export function promiseOfAtomicity(cast: Cast): Promised | undefined {
  const [first, ...others] = cast.protocol.transactions ?? [];
  if (first === undefined || failing(stepsInside(cast)).length === 0) return undefined;
  const texts = [first, ...others].map(({ text }) => clean(text, 60)).join(", ");
  return {
    words: `all rows of "${texts}" or none, whatever fails inside`,
    line: first.line,
    lines: [first, ...others].map(({ line }) => line),
  };
}

export const atomicityOnServers: Search<SystemSubject> = forEveryInput(
  (subject): fc.Arbitrary<AtomicCase> => fc.record({ drawn: arbitraryInput(subject), at: fc.nat(999) }),
  judge,
);

async function judge(system: TestedSystem, { drawn, at }: AtomicCase): Promise<Verdict> {
  const { subject, ground, watcher } = system;
  const { sql } = ground.clients;
  const inside = stepsInside(subject);
  const step = failing(inside)[at % Math.max(1, failing(inside).length)];
  if (sql === undefined || step === undefined) return nothingToSay;
  const fault = new FaultPlan(step, "fatal", 1);
  const state = system.begin(drawn.scenario, fault);
  const input = nextInput(state, subject, drawn, []);
  if (input === undefined) return nothingToSay;
  const read = (): Promise<TableContents> => tableContents(sql, system.tables, { withoutTimes: true });
  let before: TableContents | undefined;
  // As it was when the transaction began: what a run writes before that stays.
  watcher.look = async ({ steps }) => {
    if (before === undefined && steps.some((id) => inside.includes(id))) before = await read();
  };
  await system.send(input);
  await system.settled();
  watcher.look = undefined;
  state.course.end();
  if (before === undefined || fault.strikes.length === 0)
    return { ...verdictOf(state), violation: undefined };
  const left = differenceOf(before, await read());
  if (left === undefined) return { ...verdictOf(state), violation: undefined };
  return verdictOf(state, {
    kind: "not-atomic",
    step,
    sentence: `${mentionOf(subject.protocol, step)} failed inside of a transaction, and what came before it in there was kept: ${clean(left, 200)}.`,
    expected: [],
    observed: clean(left, 60),
    provoked: `fatal fault at ${arrowOf(subject.protocol, step)}`,
    disturbed: step,
  });
}

/** When the first step fails, nothing has been written yet. */
function failing([, ...others]: readonly StepId[]): readonly StepId[] {
  return others;
}

/** The steps of drawn transactions, and what others ask of the database on their behalf. */
function stepsInside({ protocol }: Cast): readonly StepId[] {
  const calls = Object.entries(protocol.steps);
  return (protocol.transactions ?? []).flatMap(({ steps, database }) => {
    const asked = steps.flatMap((id) => protocol.steps[id]?.to ?? []);
    const lines = steps.map((id) => protocol.steps[id]?.line ?? 0);
    const onBehalf = calls.flatMap(([id, step]) => {
      const isNear = step.line >= Math.min(...lines) && step.line <= Math.max(...lines) + nearLines;
      return step.kind === "call" && step.to === database && asked.includes(step.from) && isNear ? [id] : [];
    });
    return [...new Set([...steps, ...onBehalf])];
  });
}

// What a participant does for the last step of a transaction is drawn right behind it.
const nearLines = 3;
