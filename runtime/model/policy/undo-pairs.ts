import { areApart } from "./are-apart.ts";
import { stepsNamed } from "./find-steps.ts";
import type { PolicyView, ViewedStep } from "./policy-view.ts";
import type { SaidPair } from "./said-pairs.ts";
import { actionWords, undoesByItsWords } from "./undo-words.ts";

/** Two arrows of one participant: what the second does undoes what the first did. */
export interface UndoPair {
  readonly done: string;
  readonly undo: string;
}

export interface FoundUndoing {
  /** In drawing order of what is done. */
  readonly pairs: readonly UndoPair[];
  /** Why some of what is said is not found. */
  readonly unknown?: string;
}

/** The arrows that are said to undo others, with these; all that look like it where none is named. */
export function findUndoing(said: readonly SaidPair[], view: PolicyView): FoundUndoing {
  const found: UndoPair[] = [];
  if (said.length === 0) {
    found.push(
      ...view.steps.filter(undoesByItsWords).flatMap((undo) => pairsOf(undoneBy(undo, view), [undo])),
    );
    if (found.length === 0) return { pairs: [], unknown: "it does not say which arrow undoes what was done" };
  }
  let unknown: string | undefined;
  for (const pair of said) {
    const read = readPair(pair, view);
    found.push(...read.pairs);
    unknown ??= read.unknown;
  }
  const position = (id: string): number => view.steps.findIndex((step) => step.id === id);
  const pairs = found.toSorted((one, other) => position(one.done) - position(other.done));
  return { pairs, ...(unknown === undefined ? {} : { unknown }) };
}

function readPair({ of, by }: SaidPair, view: PolicyView): FoundUndoing {
  const undoing = named(by, view);
  if (undoing.length === 0) return { pairs: [], unknown: `no arrow is known as "${by}"` };
  if (of === undefined) {
    const pairs = undoing.flatMap((undo) => pairsOf(undoneBy(undo, view), [undo]));
    return pairs.length > 0
      ? { pairs }
      : { pairs, unknown: `nothing that is drawn before "${by}" is seen to be what it undoes` };
  }
  const done = named(of, view).filter(({ id }) => undoing.every((undo) => undo.id !== id));
  if (done.length === 0) return { pairs: [], unknown: `no arrow is known as "${of}"` };
  const pairs = done.flatMap((one) => pairsOf([one], sameSender(one, undoing)));
  return pairs.length > 0
    ? { pairs }
    : { pairs, unknown: `"${of}" and "${by}" are not drawn from the same participant` };
}

function pairsOf(done: readonly ViewedStep[], undoing: readonly ViewedStep[]): readonly UndoPair[] {
  return done.flatMap((one) => undoing.map((undo) => ({ done: one.id, undo: undo.id })));
}

/** Those of the same sender; of several, rather those that ask the same receiver. */
function sameSender({ from, to }: ViewedStep, undoing: readonly ViewedStep[]): readonly ViewedStep[] {
  const same = undoing.filter((undo) => undo.from === from);
  const there = same.filter((undo) => undo.to === to);
  return there.length > 0 ? there : same;
}

/** The arrows of a phrase; where some are called exactly so, these. */
function named(phrase: string, { steps, participants }: PolicyView): readonly ViewedStep[] {
  const all = stepsNamed(phrase, steps, participants);
  const exact = all.filter(({ text }) => nameIn(text) === nameIn(phrase));
  return exact.length > 0 ? exact : all;
}

function nameIn(text: string): string {
  return (text.split("(")[0] ?? "").replaceAll(/\s+/g, "").toLowerCase();
}

/** What an arrow undoes, as the drawing shows it: what was asked of the same receiver before, of the same thing. */
function undoneBy(undo: ViewedStep, view: PolicyView): readonly ViewedStep[] {
  const before = view.steps.slice(0, view.steps.indexOf(undo)).filter((step) => mayBeUndone(step, undo));
  const noted = view.bound.steps.length === view.steps.length ? [] : view.bound.steps;
  const marked = before.filter((step) => noted.includes(step));
  if (marked.length === 1) return marked;
  const nouns = actionWords(undo.text);
  const alike = before.filter(({ text }) => actionWords(text).some((word) => nouns.includes(word)));
  return alike.length > 0 ? alike : before.length === 1 ? before : [];
}

function mayBeUndone(step: ViewedStep, undo: ViewedStep): boolean {
  return (
    step.kind !== "reply" &&
    step.from === undo.from &&
    step.to === undo.to &&
    step.effect !== "reads" &&
    !undoesByItsWords(step) &&
    !areApart(step.within, undo.within)
  );
}

/**
 * An answer by which the failure of work is passed on, after what is to be undone and without the arrow that undoes it;
 * undefined where all such answers come after it.
 */
export function passesUnundone(
  { done, undo }: UndoPair,
  { steps }: PolicyView,
): { readonly answer: ViewedStep; readonly undo: ViewedStep } | undefined {
  const at = steps.findIndex(({ id }) => id === done);
  const [first, undoing] = [steps[at], steps.find(({ id }) => id === undo)];
  if (first === undefined || undoing === undefined) return undefined;
  const isUndone = (answer: ViewedStep): boolean =>
    steps.some(
      (step, index) =>
        step.kind !== "reply" &&
        step.from === undoing.from &&
        step.to === undoing.to &&
        nameIn(step.text) === nameIn(undoing.text) &&
        index > at &&
        index < steps.indexOf(answer) &&
        !areApart(step.within, answer.within),
    );
  const failed = (answer: ViewedStep): boolean =>
    steps.some((reply) => reply.answers === done && reply.fails && isAround(reply.within, answer.within));
  const answer = steps
    .slice(at + 1)
    .find(
      (reply) =>
        reply.fails &&
        reply.from === first.from &&
        !areApart(reply.within, first.within) &&
        !failed(reply) &&
        !isUndone(reply),
    );
  return answer && { answer, undo: undoing };
}

/** What stands in the first branches is all that can have come before what stands in the second ones. */
function isAround(outer: ViewedStep["within"], inner: ViewedStep["within"]): boolean {
  return outer.every(([fragment, branch]) => inner.some(([id, at]) => id === fragment && at === branch));
}
