import { mentionOf } from "../report/describe-step.ts";
import { endRun } from "../system/tested-system.ts";
import { type HeldDifference, compareHeld } from "./compare-held.ts";
import type { CaseRun } from "./case-run.ts";
import type { Findings } from "./findings.ts";
import { heldByServers } from "./held-by-servers.ts";
import type { Peace } from "./peace.ts";
import { hasBackground, type Stage } from "./stage.ts";

export interface JudgeOptions {
  /** A dead letter is as good an end as any: the notes say when one is written. */
  readonly mayDeadLetter?: boolean;
  /** Dead letters that are due, by their text. */
  readonly due?: readonly string[];
}

/** Judges a stage by its diagram and by what the servers hold, once everything is worked off. Without `peace`, by its diagram. */
export async function judgeCases(
  stage: Stage,
  peace: Peace | undefined,
  { mayDeadLetter = false, due = [] }: JudgeOptions = {},
): Promise<Findings> {
  const { cases } = stage;
  const letters = await stage.deadLetters();
  for (const one of cases) one.isDeadLetter = letters.some((text) => isNamedIn(one, text));
  for (const one of cases) if (isComplete(one)) endRun(one.state);
  const strayed = cases.filter(({ state }) => state.course.violation !== undefined);
  const differences = peace === undefined ? [] : await differencesIn(stage, peace);
  const { protocol } = stage.target.subject;
  const remarks: Record<string, number> = {};
  const remark = (what: string, count = 1): void => {
    if (count > 0) remarks[what] = (remarks[what] ?? 0) + count;
  };
  const breaches = differences.filter((found) => {
    const why = forgiven(stage, found);
    if (why !== undefined) remark(why);
    return why === undefined;
  });
  const repeated = cases.filter(({ repeats }) => repeats > 0);
  const casesOf = (kind: HeldDifference["kind"]): number =>
    new Set(breaches.flatMap(({ difference, one }) => (difference.kind === kind ? [one] : []))).size;
  const unexpected = letters.filter((text) => !due.includes(text));
  const missing = due.filter((text) => !letters.includes(text));
  const overtakers = overtaking(cases);
  remark(
    "cases that met an error, judged by what they left behind",
    cases.filter(({ hasMetFailure }) => hasMetFailure).length,
  );
  remark("requests that broke for good", cases.filter(({ isUnanswered }) => isUnanswered).length);
  if (mayDeadLetter) remark("dead letters, as the retries allow", unexpected.length);
  return {
    events:
      cases.reduce((sum, { sent }) => sum + sent.reduce((so, { times }) => so + times, 0), 0) + due.length,
    lost: casesOf("lost") + missing.length,
    doubled: casesOf("doubled") + repeated.length,
    changed: casesOf("changed"),
    strayed: strayed.length,
    disordered: overtakers.length,
    deadLetters: letters.length,
    deadLettersDue: mayDeadLetter ? undefined : due.length,
    remarks,
    details: [
      ...strayed.map(({ state }) => {
        const { violation } = state.course;
        const at = violation?.step === undefined ? "" : `line ${protocol.steps[violation.step]?.line ?? 0}: `;
        return `${at}${violation?.sentence ?? ""}`;
      }),
      ...breaches.map(({ difference }) => difference.sentence),
      ...repeated.map(
        ({ sent }) =>
          `${mentionOf(protocol, sent[0]?.input.entry.step ?? "")} was dealt with again after it was over`,
      ),
      ...overtakers.map(({ key }) => `an event of the key ${key ?? ""} was begun before an earlier one`),
      ...(mayDeadLetter ? [] : unexpected.map((text) => `a dead letter that is not due: ${text}`)),
      ...missing.map((text) => `no dead letter of ${text}`),
    ],
  };
}

/** What cases have left behind otherwise than in peace, where that breaks a promise. */
export async function breachesIn(stage: Stage, peace: Peace): Promise<readonly Found[]> {
  const differences = await differencesIn(stage, peace);
  return differences.filter((found) => forgiven(stage, found) === undefined);
}

interface Found {
  readonly one: CaseRun;
  readonly difference: HeldDifference;
}

async function differencesIn(stage: Stage, peace: Peace): Promise<readonly Found[]> {
  const held = await heldByServers(stage);
  return stage.cases.flatMap((one) =>
    // What a dead letter or a broken request has left half done is for whoever reads it.
    !isComplete(one)
      ? []
      : compareHeld(peace.held[one.template] ?? new Map(), held.get(one) ?? new Map(), peace.free).map(
          (difference) => ({ one, difference }),
        ),
  );
}

/** Why it breaks no promise that something is there once more: undefined where it does. */
function forgiven({ target }: Stage, { one, difference }: Found): string | undefined {
  if (difference.kind === "lost" || one.deaths.length === 0) return undefined;
  if (one.tries > one.requests) return "effects of requests that had to be made again";
  if (difference.kind === "doubled" && difference.place.startsWith("topic of"))
    return "events published again by whoever went on";
  const { entries } = target.subject;
  const isOnce =
    hasBackground(target.subject) || entries.some(({ policies }) => policies?.idempotent === true);
  return isOnce ? undefined : "effects that came again, which no note forbids";
}

/** Cases that were begun before one of the same key that was sent earlier. Whoever asks over HTTP keeps no order. */
function overtaking(cases: readonly CaseRun[]): readonly CaseRun[] {
  const keyed = cases.filter(({ key, sent }) => key !== undefined && sent[0]?.input.entry.kind === "kafka");
  return keyed.filter(({ key, began = Infinity }, at) =>
    keyed.slice(0, at).some((earlier) => earlier.key === key && (earlier.began ?? 0) > began),
  );
}

/** Whether something is to be left behind. */
function isComplete({ isDeadLetter, isUnanswered, sent }: CaseRun): boolean {
  return !isDeadLetter && !isUnanswered && sent.length > 0;
}

function isNamedIn({ names }: CaseRun, text: string): boolean {
  return [...names.keys()].some((name) => text.includes(name));
}
