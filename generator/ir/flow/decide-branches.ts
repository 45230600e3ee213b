import {
  branchLedTo,
  combinationsOf,
  decidingCandidates,
  holds,
  isOneOf,
  namesIn,
  not,
  type Predicate,
  type ValueOf,
} from "seqwright-runtime/model";
import type { Guard } from "../../text/model.ts";
import type { FragmentId, TypeExpr } from "../model/diagram-model.ts";
import type { OutlineFragment } from "../drawing/outline.ts";
import { isBareWord } from "../types/is-bare-word.ts";
import { keyOf } from "../types/value-names.ts";
import { carriedBy, type Carrier, type LinkState } from "./link-state.ts";
import { canBe, findField, typeAt } from "./scope.ts";
import { samplesOf } from "../types/sample-values.ts";

/** What is known of some values where a branch is drawn, by `sourceKey`. */
export type Given = readonly Predicate[];

interface Decided {
  readonly inside: readonly Given[];
  readonly behind: Given;
}

/** A value that a guard speaks of: what carries it, where in it, and what it may be. */
export interface Source {
  readonly carrier: Carrier;
  readonly field: string;
  readonly type: TypeExpr;
}

/**
 * Whether known values decide which branch is taken: each guard but the last is a predicate over values that some
 * message on the path has carried, and each branch can be reached. Yields what is known inside of each branch and behind it.
 */
export function decideBranches(
  fragment: OutlineFragment,
  carriers: readonly Carrier[],
  given: Given,
  linking: LinkState,
): Decided | undefined {
  if (fragment.operator === "par" || fragment.operator === "loop") return undefined;
  const guards = fragment.branches.map(({ guard }) => guard);
  const isPassable = fragment.operator !== "alt" || guards.length === 1;
  if (!isDecidable(guards, isPassable)) {
    noteAskedApart(fragment, carriers, linking);
    return undefined;
  }
  const sources = new Map<string, Source>();
  const predicates = guards.map((guard, index) => {
    if (guard.kind !== "predicate") return undefined;
    const predicate = settled(guard.predicate, carriers, sources, linking);
    const isLast = index === guards.length - 1 && !isPassable;
    return isLast && isBareWord(predicate) && !sources.has(predicate.name) ? undefined : predicate;
  });
  const names = [...new Set(predicates.flatMap((predicate) => (predicate ? namesIn(predicate) : [])))];
  if (names.length === 0 || !names.every((name) => sources.has(name))) {
    noteAskedApart(fragment, carriers, linking);
    return undefined;
  }
  if (beginsWithAnswers(fragment, linking) && !isKnownByAnswerer(fragment, sources, linking))
    return undefined;
  const never = neverTaken(
    [...predicates, ...(isPassable ? [undefined] : [])],
    names,
    sources,
    given,
    linking,
  );
  if (never === undefined) return undefined;
  if (never.length > 0) {
    linking.neverTaken.push({ fragment: fragment.id, branches: never });
    return undefined;
  }
  linking.decided.set(fragment.id, predicates);
  for (const [name, source] of sources)
    if (names.includes(name)) noteDeciding(fragment.id, name, source, linking);
  const known = predicates.map((predicate) => predicate && renamed(predicate, sources));
  const inBranch = (branch: number): Given => [
    ...known.slice(0, branch).flatMap((one) => (one === undefined ? [] : [not(one)])),
    ...(known[branch] === undefined ? [] : [known[branch]]),
  ];
  const inside = fragment.branches.map((_, branch) => [...given, ...inBranch(branch)]);
  return {
    inside,
    behind: [
      ...given,
      ...goingOn(
        fragment,
        known.map((_, branch) => inBranch(branch)),
      ),
    ],
  };
}

/** What carries the value decides about the fragment. */
export function noteDeciding(
  fragment: FragmentId,
  name: string,
  { carrier, field }: Source,
  { decides }: LinkState,
): void {
  const path = [carrier.prefix, field].filter((part) => part !== "").join(".");
  for (const from of carriedBy(carrier)) decides.get(from)?.push({ fragment, name, field: path });
}

/** Behind a break, none of its guard holds; behind branches that leave something out, the one or the other. */
function goingOn({ operator, branches }: OutlineFragment, inside: readonly Given[]): Given {
  const [first, ...others] = inside;
  if (operator === "break")
    return first !== undefined && others.length === 0 ? [not({ kind: "all", of: first })] : [];
  if (operator !== "alt" || branches.length === 1) return [];
  return [{ kind: "any", of: inside.map((of): Predicate => ({ kind: "all", of })) }];
}

/** The last of several branches may say anything: it is what is left. */
function isDecidable(guards: readonly Guard[], isPassable: boolean): boolean {
  const asked = isPassable ? guards : guards.slice(0, -1);
  return asked.length > 0 && asked.every(({ kind }) => kind === "predicate");
}

/** Notes where known values decide between some of the branches, and somebody has to be asked for the others. */
function noteAskedApart(fragment: OutlineFragment, carriers: readonly Carrier[], linking: LinkState): void {
  if (fragment.operator !== "alt") return;
  const sources = new Map<string, Source>();
  const isKnown = fragment.branches.map(({ guard }) => {
    if (guard.kind !== "predicate") return false;
    const names = namesIn(settled(guard.predicate, carriers, sources, linking));
    return names.length > 0 && names.every((name) => sources.has(name));
  });
  const count = isKnown.findIndex((is) => is !== isKnown[0]);
  // The last branch is what is left, whatever it says.
  if (count < 0 || isKnown.length - count < 2) return;
  if (beginsWithAnswers(fragment, linking) && !isKnownByAnswerer(fragment, sources, linking)) return;
  linking.askedApart.set(fragment.span.start, count);
}

/** Each branch begins with another answer, and that is what the guards speak of. */
function beginsWithAnswers({ branches }: OutlineFragment, { byIndex }: LinkState): boolean {
  const first = branches.map(({ body }) => body.find(({ kind }) => kind === "arrow"));
  return (
    branches.length > 1 &&
    first.every(
      (element) => element?.kind === "arrow" && byIndex.get(element.arrow.index)?.paired.kind === "reply",
    )
  );
}

/** Who answers in the branches has got what the guards speak of before: it answers by that. */
function isKnownByAnswerer(
  { branches }: OutlineFragment,
  sources: ReadonlyMap<string, Source>,
  { byIndex, participants }: LinkState,
): boolean {
  const first = branches[0]?.body.find(({ kind }) => kind === "arrow");
  const answerer = first?.kind === "arrow" ? byIndex.get(first.arrow.index)?.from : undefined;
  if (answerer === undefined || participants.get(answerer)?.role !== "component") return false;
  const received = new Set([...byIndex.values()].flatMap(({ id, to }) => (to === answerer ? [id] : [])));
  return [...sources.values()].every(({ carrier }) => carriedBy(carrier).every((from) => received.has(from)));
}

/** The predicate, with words that name nothing as the values that they are. */
export function settled(
  predicate: Predicate,
  carriers: readonly Carrier[],
  sources: Map<string, Source>,
  linking: LinkState,
): Predicate {
  const find = (name: string, values: readonly unknown[] = []): Source | undefined => {
    const fits = (type: TypeExpr): boolean =>
      values.every((value) => typeof value !== "string" || canHold(type, value, linking.types.namedTypes()));
    const found =
      sources.get(name) ?? sourceOf(name, carriers, linking, fits) ?? sourceOf(name, carriers, linking);
    if (found !== undefined) sources.set(name, found);
    return found;
  };
  switch (predicate.kind) {
    case "one-of":
      return asAnswered(predicate, find(predicate.name, predicate.values)?.type);
    case "empty":
      find(predicate.name);
      return predicate;
    case "compares": {
      find(predicate.name);
      if (typeof predicate.with === "number") return predicate;
      const { path } = predicate.with;
      return find(path) === undefined && predicate.operator === "=" && !path.includes(".")
        ? isOneOf(predicate.name, path)
        : predicate;
    }
    case "not":
      return not(settled(predicate.of, carriers, sources, linking));
    case "all":
    case "any":
      return { ...predicate, of: predicate.of.map((part) => settled(part, carriers, sources, linking)) };
  }
}

/** Redis says yes and no by numbers, or by an answer that may lack: `acquired = true` is no other than 0, or there. */
function asAnswered(predicate: Predicate & { kind: "one-of" }, type: TypeExpr | undefined): Predicate {
  const [said, another] = predicate.values;
  if (typeof said !== "boolean" || another !== undefined) return predicate;
  const no = type?.kind === "number" ? 0 : type !== undefined && isDoneOrNot(type) ? null : undefined;
  if (no === undefined) return predicate;
  const isNo = isOneOf(predicate.name, no);
  return said ? not(isNo) : isNo;
}

/** What SET answers with NX. */
function isDoneOrNot(type: TypeExpr): boolean {
  return (
    type.kind === "enum" &&
    type.values.length === 2 &&
    type.values.includes("OK") &&
    type.values.includes(null)
  );
}

/** `order.total` is a field of what is called `order`; else the latest value with a field of the last name. */
export function sourceOf(
  name: string,
  carriers: readonly Carrier[],
  { types }: LinkState,
  fits: (type: TypeExpr) => boolean = () => true,
): Source | undefined {
  const [root = "", ...rest] = name.split(".");
  const named = types.namedTypes();
  const latest = carriers.toReversed();
  for (const carrier of latest) {
    if (keyOf(wholeName(carrier)) !== keyOf(root)) continue;
    const field = rest.length === 0 ? "" : fieldBelow(carrier.type, rest, named);
    const found = field === undefined ? undefined : located(carrier, field, named);
    if (found !== undefined && fits(found.type)) return found;
  }
  const key = keyOf(rest.at(-1) ?? root);
  for (const carrier of latest) {
    // `Level {level}` and what is in it go by one name: the one that can be compared is meant.
    const whole = keyOf(wholeName(carrier)) === key ? [""] : [];
    for (const field of [...whole, findField(carrier.type, key, named, fits)]) {
      const found = field === undefined ? undefined : located(carrier, field, named);
      if (found !== undefined && fits(found.type)) return found;
    }
  }
  return undefined;
}

export function wholeName(carrier: Carrier): string {
  return carrier.prefix === "" ? (carrier.name ?? "") : carrier.prefix;
}

function fieldBelow(
  type: TypeExpr,
  names: readonly string[],
  types: ReturnType<LinkState["types"]["namedTypes"]>,
): string | undefined {
  let path = "";
  for (const name of names) {
    const here = path === "" ? type : typeAt(`it.${path}`, [{ name: "it", type }], types);
    const found = here && findField(here, keyOf(name), types);
    if (found === undefined) return undefined;
    path = path === "" ? found : `${path}.${found}`;
  }
  return path;
}

function located(
  carrier: Carrier,
  field: string,
  types: ReturnType<LinkState["types"]["namedTypes"]>,
): Source | undefined {
  const path = field === "" ? "it" : `it.${field}`;
  const type = typeAt(path, [{ name: "it", type: carrier.type }], types);
  return type && { carrier, field, type };
}

const combinationsMax = 2_000;

/** The branches to which no values lead; `undefined` where their types do not let the guards be computed. */
export function neverTaken(
  predicates: readonly (Predicate | undefined)[],
  names: readonly string[],
  sources: ReadonlyMap<string, Source>,
  given: Given,
  { types }: LinkState,
): readonly number[] | undefined {
  const said = predicates.flatMap((predicate) => predicate ?? []);
  const named = types.namedTypes();
  const samples = names.map((name) => {
    const type = sources.get(name)?.type ?? { kind: "json" };
    const own = samplesOf(type, named);
    const near = decidingCandidates(name, said, (other) => {
      const [first] = samplesOf(sources.get(other)?.type ?? { kind: "json" }, named);
      return { value: first };
    }).filter((value) => canHold(type, value, named));
    return [...own, ...near];
  });
  const led = new Set<number | "none" | undefined>();
  for (const values of combinationsOf(samples, combinationsMax)) {
    const valueOf: ValueOf = (name) => {
      const index = names.indexOf(name);
      return index < 0 ? undefined : { value: values[index] };
    };
    const bySource: ValueOf = (key) => {
      const index = names.findIndex((name) => sourceKey(sources.get(name)) === key);
      return index < 0 ? undefined : { value: values[index] };
    };
    if (given.some((one) => holds(one, bySource) === false)) continue;
    led.add(branchLedTo(predicates, valueOf));
  }
  if (![...led].some((one) => typeof one === "number")) return undefined;
  const never = predicates.flatMap((_, index) => (led.has(index) ? [] : [index]));
  const isProof =
    samples.reduce((count, { length }) => count * length, 1) <= combinationsMax &&
    names.every((name) => !isUndescribed(sources.get(name)?.type, named));
  if (never.length > 0 && !isProof) return undefined;
  // What is compared with something of another kind is not contradictory, but not understood.
  return never.length > 0 && led.has(undefined) ? undefined : never;
}

/** Nothing says what such a value is, so nothing says what it cannot be. */
function isUndescribed(
  type: TypeExpr | undefined,
  types: ReturnType<LinkState["types"]["namedTypes"]>,
): boolean {
  const found = type?.kind === "named" ? types.find(({ name }) => name === type.name)?.type : type;
  return found === undefined || (found.kind === "record" && found.fields.length === 0);
}

/** Whether a value of this type can be this one. */
function canHold(
  type: TypeExpr,
  value: unknown,
  types: ReturnType<LinkState["types"]["namedTypes"]>,
): boolean {
  if (type.kind === "enum") return type.values.some((one) => one === value);
  if (value === null) return canBe({ kind: "enum", values: [null] }, type, types);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return canBe({ kind: "enum", values: [value] }, type, types);
  const list: TypeExpr = { kind: "list", element: { kind: "json" } };
  return canBe(Array.isArray(value) ? list : { kind: "record", fields: [] }, type, types);
}

function sourceKey(source: Source | undefined): string | undefined {
  return source && JSON.stringify([source.carrier.from, source.carrier.prefix, source.field]);
}

/** The predicate over where its values come from: two guards may call one value by different names. */
function renamed(predicate: Predicate, sources: ReadonlyMap<string, Source>): Predicate {
  const key = (name: string): string => sourceKey(sources.get(name)) ?? name;
  switch (predicate.kind) {
    case "one-of":
    case "empty":
      return { ...predicate, name: key(predicate.name) };
    case "compares":
      return {
        ...predicate,
        name: key(predicate.name),
        with:
          typeof predicate.with === "number"
            ? predicate.with
            : { kind: "from", path: key(predicate.with.path) },
      };
    case "not":
      return not(renamed(predicate.of, sources));
    case "all":
    case "any":
      return { ...predicate, of: predicate.of.map((part) => renamed(part, sources)) };
  }
}
