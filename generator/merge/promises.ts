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

/** A promise of the last generation that is gone, or says less now. */
export interface WeakerPromise {
  readonly before: PromiseRecord;
  readonly now: ModelPolicy | undefined;
}

/** Compares promises by what they mean: other words for the same are none. */
export function weakerPromises(
  before: readonly PromiseRecord[],
  policies: readonly ModelPolicy[],
): readonly WeakerPromise[] {
  const left = policies.map((policy) => ({ policy, record: promiseRecord(policy) }));
  const take = (isIt: (record: PromiseRecord) => boolean): ModelPolicy | undefined => {
    const at = left.findIndex(({ record }) => isIt(record));
    return at < 0 ? undefined : left.splice(at, 1)[0]?.policy;
  };
  const changed = before.filter(
    ({ kind, terms }) => take((one) => one.kind === kind && one.terms === terms) === undefined,
  );
  return changed.flatMap((promise) => {
    const now = take(({ kind }) => kind === promise.kind);
    return now !== undefined && isAtLeast(now, promise) ? [] : [{ before: promise, now }];
  });
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
