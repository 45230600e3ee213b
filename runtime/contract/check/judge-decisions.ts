import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { decisionsOf, type Asked } from "../instances/drawn-methods.ts";
import { clean, nameOf } from "../report/describe-step.ts";
import { showError } from "../report/show-value.ts";
import { firstStepIn } from "../report/first-step-in.ts";
import type { Remark } from "../report/remark.ts";
import type { Violation } from "../report/violation.ts";
import { deepEqual } from "../values/deep-equal.ts";
import type { Question } from "../state/questions.ts";
import type { RunState } from "../state/run-state.ts";
import type { Subject } from "../state/subject.ts";

export interface Judged {
  readonly violation: Violation | undefined;
  readonly remarks: readonly Remark[];
}

/** What many runs together say of the methods by which a component decides. */
export function judgeDecisions({ protocol, real }: Subject, runs: readonly RunState[]): Judged {
  const judged = real.flatMap((component) =>
    [...decisionsOf(protocol.fragments, component)].map(([method, asked]) =>
      judge({ protocol, component, method, asked }, runs),
    ),
  );
  const violations = judged.flatMap(({ violation }) => violation ?? []);
  return { violation: violations[0], remarks: judged.flatMap(({ remarks }) => remarks) };
}

interface Deciding {
  readonly protocol: DiagramProtocol;
  readonly component: string;
  readonly method: string;
  readonly asked: readonly Asked[];
}

function judge(deciding: Deciding, runs: readonly RunState[]): Judged {
  const { component, method, asked } = deciding;
  const questions = runs
    .flatMap(({ questions: { all } }) => all)
    .filter((question) => question.component === component && question.method === method);
  if (runs.some((run) => run.questions.isLacking(component, method)))
    return { violation: undefined, remarks: [inLine(deciding)] };
  const refusal = runs.flatMap((run) => run.questions.refusalOf(component, method) ?? [])[0];
  if (refusal !== undefined) return refused(deciding, refusal, questions.length);
  if (questions.length === 0) return neverAsked(deciding, runs);
  if (isIdle(questions)) return { violation: idle(deciding, questions.length), remarks: [] };
  const never = neverAll(deciding, questions) ?? alwaysTheSame(deciding, questions);
  if (never !== undefined) return { violation: never, remarks: [] };
  return {
    violation: undefined,
    remarks: asked.flatMap((place) => notReached(deciding, place, questions)),
  };
}

/** What always refuses lacks something that it has elsewhere; what refuses sometimes does so for a valid value. */
function refused(deciding: Deciding, error: Error, answered: number): Judged {
  const [place] = deciding.asked;
  if (answered === 0 || place === undefined)
    return { violation: undefined, remarks: [notRun(deciding, `it fails with ${showError(error)}`)] };
  const sentence = `${nameIn(deciding)} failed with ${showError(error)}, although the diagram asks it about what it is given.`;
  return {
    violation: { ...violationAt(deciding, place, sentence), kind: "wrong-decision", thrown: error },
    remarks: [],
  };
}

/** It is there, and the component has come to where the diagram asks it. */
function neverAsked(deciding: Deciding, runs: readonly RunState[]): Judged {
  const passed = deciding.asked.find(({ fragment }) =>
    runs.some(({ monitor }) => monitor.taken.some((taken) => taken.fragment === fragment)),
  );
  const answeredByTest = runs.some(({ questions }) => questions.asked > 0);
  if (answeredByTest)
    return {
      violation: undefined,
      remarks: [notRun(deciding, "it asks others for what the diagram does not draw")],
    };
  if (passed === undefined) return { violation: undefined, remarks: [notRun(deciding, "no run came to it")] };
  const { protocol, component } = deciding;
  const sentence = `${nameIn(deciding)} was never asked in ${runs.length} runs, although ${nameOf(protocol, component)} came to ${placeOf(protocol, passed)}.`;
  return { violation: violationAt(deciding, passed, sentence), remarks: [] };
}

function isIdle(questions: readonly Question[]): boolean {
  return questions.every(({ answer, looked }) => answer === 0 && !looked);
}

function idle(deciding: Deciding, count: number): Violation | undefined {
  const [place] = deciding.asked;
  if (place === undefined) return undefined;
  const sentence = `${nameIn(deciding)} has found nothing in ${count} cases, and looks at nothing that it is given: ${placeOf(deciding.protocol, place)} would never run.`;
  return violationAt(deciding, place, sentence);
}

const findingsMin = 8;

/** However many items others let it find, so many are never among what it answers: that is no matter of what they are. */
function neverAll(deciding: Deciding, questions: readonly Question[]): Violation | undefined {
  const findings = questions.flatMap(({ items, found = [] }) =>
    items === undefined || found.length === 0
      ? []
      : [{ left: found.length - items.length, of: found.length }],
  );
  const least = Math.min(...findings.map(({ of }) => of));
  const left = Math.max(0, ...findings.map(({ left: count }) => count));
  const isAlways = left > 0 && findings.every(({ left: count, of }) => count === Math.min(left, of));
  const sizes = new Set(findings.flatMap(({ of }) => (of > left ? [of] : [])));
  const [place] = deciding.asked;
  if (!isAlways || least > left || sizes.size < 2 || findings.length < findingsMin || place === undefined)
    return undefined;
  const sentence = `${nameIn(deciding)} has left ${left === 1 ? "one" : left} of the items out in all ${findings.length} cases in which it found some, whatever they were.`;
  return { ...violationAt(deciding, place, sentence), kind: "wrong-decision", listed: [] };
}

/** It always answers the same items, asks nobody, and looks at nothing, although its loop says whom they come from. */
function alwaysTheSame(deciding: Deciding, questions: readonly Question[]): Violation | undefined {
  const { protocol, component } = deciding;
  const [first, ...others] = questions;
  const isSame = others.every(({ items }) => deepEqual(items, first?.items));
  if (first?.items === undefined || !isSame || questions.some(({ looked }) => looked)) return undefined;
  for (const place of deciding.asked) {
    const guard = protocol.fragments[place.fragment]?.branches[place.branch]?.guard ?? "";
    const words = new Set(wordsOf(guard));
    const named = Object.entries(protocol.participants).find(
      ([code, { label }]) =>
        code !== component && [code, label].some((name) => wordsOf(name).every((word) => words.has(word))),
    );
    if (named === undefined) continue;
    const sentence = `${nameIn(deciding)} has answered the same ${first.items.length} items in ${questions.length} cases, and never asked ${nameOf(protocol, named[0])} for them.`;
    return violationAt(deciding, place, sentence);
  }
  return undefined;
}

function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{1,60}/gu) ?? [];
  return words.length === 0 ? [""] : words;
}

function violationAt({ protocol, component }: Deciding, place: Asked, sentence: string): Violation {
  return {
    kind: "idle-decision",
    step: firstStepIn(protocol, place.fragment, place.branch),
    sentence,
    expected: [],
    observed: undefined,
    culprit: component,
    listed: [`${placeOf(protocol, place)}  is decided by nobody`],
  };
}

/** Answers that never came: no drawn value has led to them. */
function notReached(deciding: Deciding, place: Asked, questions: readonly Question[]): readonly Remark[] {
  const here = questions.filter(
    ({ fragment, branch }) => fragment === place.fragment && branch === place.branch,
  );
  if (here.length === 0) return [];
  const { protocol } = deciding;
  const told = (what: string): Remark => ({
    kind: "not-reached",
    line: lineAt(protocol, place),
    sentence: `${nameIn(deciding)} ${what} in ${here.length} cases at ${placeOf(protocol, place)}: give an example that leads there: ' @seqwright example <name> <value>, or samples.ts.`,
  });
  if (place.decision.answers === "items")
    return here.every(({ answer }) => answer === 0) ? [told("found nothing")] : [];
  const said = new Set(here.map(({ answer }) => answer));
  if (said.size > 1 || protocol.fragments[place.fragment]?.operator === "loop") return [];
  return [told(said.has(true) ? "never said no" : "never said yes")];
}

function inLine(deciding: Deciding): Remark {
  const [place] = deciding.asked;
  return {
    kind: "not-watched",
    line: place === undefined ? 0 : lineAt(deciding.protocol, place),
    sentence: `${nameIn(deciding)} was never asked: the component has no such method, so what it decides was judged by what it did.`,
  };
}

function notRun(deciding: Deciding, cause: string): Remark {
  const [place] = deciding.asked;
  return {
    kind: "not-reached",
    line: place === undefined ? 0 : lineAt(deciding.protocol, place),
    sentence: `${nameIn(deciding)} was not run for real: ${cause}.`,
  };
}

function nameIn({ protocol, component, method }: Deciding): string {
  return `${clean(method, 60)}() of ${nameOf(protocol, component)}`;
}

function lineAt({ fragments }: DiagramProtocol, { fragment, branch }: Asked): number {
  return fragments[fragment]?.branches[branch]?.line ?? fragments[fragment]?.line ?? 0;
}

function placeOf(protocol: DiagramProtocol, place: Asked): string {
  const { operator = "alt", branches = [] } = protocol.fragments[place.fragment] ?? {};
  const guard = clean(branches[place.branch]?.guard ?? "", 60);
  return `line ${lineAt(protocol, place)} (${`${operator} ${guard}`.trim()})`;
}
