import type { ModelPolicy } from "../ir/model/diagram-model.ts";
import type { PromiseRecord } from "../manifest/manifest.ts";

/** A promise as the manifest keeps it: what it says, and what that means, wherever it stands. */
export function promiseRecord({ kind, text, ...policy }: ModelPolicy): PromiseRecord {
  const terms = Object.entries(policy).filter(([key]) => !aside.has(key));
  const sorted = Object.fromEntries(terms.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return { promise: text, kind, terms: JSON.stringify(sorted) };
}

const aside: ReadonlySet<string> = new Set([
  "span",
  "step",
  "origin",
  "at",
  "entries",
  "named",
  "keptBy",
  "whyNot",
]);

/** A promise that is gone, or says something else now. */
export interface ChangedPromise {
  readonly before: PromiseRecord;
  /** Which of those before it was. */
  readonly index: number;
  readonly now: ModelPolicy | undefined;
  /** It says less, as far as anybody can tell. */
  readonly isWeaker: boolean;
}

export interface PromiseChanges {
  readonly changed: readonly ChangedPromise[];
  readonly added: readonly ModelPolicy[];
}

/** The promises that are gone, or say less now. */
export function weakerPromises(
  before: readonly PromiseRecord[],
  policies: readonly ModelPolicy[],
): readonly ChangedPromise[] {
  return comparePromises(before, policies).changed.filter(({ isWeaker }) => isWeaker);
}

/** Compares promises by what they mean: other words for the same are none. What only arrows promise, the arrows tell. */
export function comparePromises(
  before: readonly PromiseRecord[],
  policies: readonly ModelPolicy[],
): PromiseChanges {
  const left = policies
    .map((policy) => ({ policy, record: promiseRecord(policy) }))
    .filter((one) => !isDrawn(one.record));
  const take = (isIt: (record: PromiseRecord) => boolean): ModelPolicy | undefined => {
    const at = left.findIndex(({ record }) => isIt(record));
    return at < 0 ? undefined : left.splice(at, 1)[0]?.policy;
  };
  const open = [...before.entries()].filter(
    ([, promise]) =>
      !isDrawn(promise) &&
      take(({ kind, terms }) => kind === promise.kind && terms === promise.terms) === undefined,
  );
  const changed = open.map(([index, promise]): ChangedPromise => {
    const now = take(({ kind }) => kind === promise.kind);
    return { before: promise, index, now, isWeaker: now === undefined || !isAtLeast(now, promise) };
  });
  return { changed, added: left.map(({ policy }) => policy) };
}

function isDrawn({ terms }: PromiseRecord): boolean {
  return record(terms)["drawn"] === true;
}

/** More retries, or a shorter time; where anything else differs, nobody can say which is more. */
function isAtLeast(policy: ModelPolicy, before: PromiseRecord): boolean {
  const [now, old] = [record(promiseRecord(policy).terms), record(before.terms)];
  const keys = new Set([...Object.keys(now), ...Object.keys(old)]);
  return [...keys].every((key) => {
    const [a, b] = [now[key], old[key]];
    if (JSON.stringify(a) === JSON.stringify(b)) return true;
    if (typeof a !== "number" || typeof b !== "number") return false;
    return key.endsWith("Max") ? a > b : key.endsWith("Ms") && a < b;
  });
}

function record(terms: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(terms) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
