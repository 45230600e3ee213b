import { namesIn, type Predicate } from "seqwright-runtime/model";
import { arrowsIn, type OutlineElement, type OutlineFragment } from "../drawing/outline.ts";
import { lastKey } from "../types/value-names.ts";
import { neverTaken, noteDeciding, settled, sourceOf, wholeName, type Source } from "./decide-branches.ts";
import { carriedBy, type Carrier, type LinkState, type PathState } from "./link-state.ts";

/** What is known where a loop begins, and at the end of one of its rounds. */
interface Around {
  readonly before: PathState;
  readonly after: PathState;
}

/**
 * Whether known values decide how often a loop runs: its condition is a predicate over values that some message has
 * carried, and each round brings one of them anew. Where only a round brings it, the condition is looked at after each.
 */
export function decideLoop(fragment: OutlineFragment, around: Around, linking: LinkState): void {
  const { id, repetition } = fragment;
  if (repetition?.kind !== "while" || repetition.guard.kind === "none") return;
  const code = whoBegins(fragment, linking);
  if (code === undefined) return;
  const why =
    repetition.guard.kind === "condition"
      ? "its condition is put into words"
      : decideByValues(fragment, repetition.guard.predicate, { ...around, code }, linking);
  if (why !== undefined) linking.undecided.set(id, why);
}

/** What keeps the condition from deciding; `undefined` where it does. */
function decideByValues(
  { id, branches }: OutlineFragment,
  drawn: Predicate,
  { before, after, code }: Around & { readonly code: string },
  linking: LinkState,
): string | undefined {
  // What it hands on says nothing new to it.
  const isNews = ({ from }: Carrier): boolean => {
    const step = linking.stepsById.get(from);
    return step === undefined || step.kind === "reply" || step.from !== code;
  };
  const sources = new Map<string, Source>();
  const predicate = settled(drawn, after.carriers.filter(isNews), sources, linking);
  const names = namesIn(predicate);
  const unknown = names.find((name) => !sources.has(name));
  if (unknown !== undefined) return `no message brings "${unknown}"`;
  const isBrought = ({ carrier }: Source): boolean => !before.carriers.includes(carrier);
  const brought = names.filter((name) => isPresent(sources.get(name), isBrought));
  if (brought.length === 0) return `no round brings "${names.join(", ")}" anew`;
  const earlier = new Map<string, Source>();
  for (const name of brought) {
    const known = sourceOf(name, before.carriers.filter(isNews), linking);
    if (known !== undefined && isSame(known, sources.get(name))) earlier.set(name, known);
    // What has another name is another value: a round has to bring this one.
    else if (known !== undefined && !/until|까지|まで/iu.test(branches[0]?.label ?? ""))
      return `before the loop "${name}" is another value than in its rounds`;
  }
  const all = [...sources, ...earlier];
  const missed = all.find(([, { carrier }]) => !isMet(carrier, code, linking));
  if (missed !== undefined) return `"${missed[0]}" does not come to whoever begins the rounds`;
  if (neverTaken([predicate, undefined], names, sources, [], linking)?.length !== 0)
    return "of what its values may be, nothing tells whether it goes on";
  linking.decided.set(id, [predicate]);
  if (earlier.size < brought.length) linking.atLeastOnce.add(id);
  const isAfter = linking.atLeastOnce.has(id);
  for (const [name, source] of all)
    if (names.includes(name) && !(isAfter && earlier.get(name) === source))
      noteDeciding(id, name, source, linking);
  return undefined;
}

function isPresent<T>(value: T | undefined, is: (value: T) => boolean): boolean {
  return value !== undefined && is(value);
}

/** Asked again, it is the same value: it goes by the same name. */
function isSame(one: Source, other: Source | undefined): boolean {
  return (
    other !== undefined && wholeName(one.carrier) === wholeName(other.carrier) && one.field === other.field
  );
}

/** The last names in the condition of a loop, as `keyOf` has them. */
export function conditionNames({ repetition }: OutlineFragment): readonly string[] {
  if (repetition?.kind !== "while" || repetition.guard.kind !== "predicate") return [];
  return namesIn(repetition.guard.predicate).map(lastKey);
}

/** The component that begins the rounds; what others do is theirs. */
function whoBegins({ branches }: OutlineFragment, { byIndex, participants }: LinkState): string | undefined {
  const [first] = arrowsIn(branches.flatMap(({ body }) => body));
  const code = first === undefined ? undefined : byIndex.get(first.index)?.from;
  return code !== undefined && participants.get(code)?.role === "component" ? code : undefined;
}

/** A participant has sent or received it, or goes through it. */
function isMet(carrier: Carrier, code: string, { stepsById, items }: LinkState): boolean {
  return carriedBy(carrier).every((id) => {
    const step = stepsById.get(id);
    return step?.from === code || step?.to === code || items.has(id);
  });
}

/** Whether a break in these elements leaves the loop that they stand in. */
export function mayBreakOff(elements: readonly OutlineElement[]): boolean {
  return elements.some((element) => {
    if (element.kind !== "fragment") return false;
    const { operator, branches } = element.fragment;
    if (operator === "break") return true;
    return operator !== "loop" && operator !== "par" && branches.some(({ body }) => mayBreakOff(body));
  });
}
