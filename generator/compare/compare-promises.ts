import type { DiagramModel, ModelPolicy } from "../ir/model/diagram-model.ts";
import { comparePromises, promiseRecord } from "../merge/promises.ts";
import { binds } from "seqwright-runtime/model";
import type { Alignment } from "./align-diagrams.ts";
import { placeOf } from "./arrow-text.ts";
import { breaks, type Change, fitsStill, quoted } from "./change.ts";

/** Promises that are new, gone, or say something else. */
export function changedPromises({ before, now }: Alignment): readonly Change[] {
  const records = before.policies.map(promiseRecord);
  const { changed, added } = comparePromises(records, now.policies);
  return [
    ...changed.map(({ index, now: policy, isWeaker }): Change => {
      const old = before.policies[index];
      const text = quoted(records[index]?.promise ?? "");
      const codes = [
        ...new Set([
          ...(old === undefined ? [] : bound(old, before)),
          ...(policy === undefined ? [] : bound(policy, now)),
        ]),
      ];
      const less = policy === undefined ? "it is not promised any more" : "less is promised";
      return {
        kind: policy === undefined ? "removed" : "changed",
        of: "promise",
        words:
          policy === undefined
            ? `the promise ${text} is gone`
            : `the promise ${text} is ${quoted(policy.text)} now`,
        effects: codes.map((code) =>
          isWeaker ? breaks(code, less) : fitsStill(code, "no less is promised"),
        ),
        before: old === undefined ? undefined : placeOf(before, old),
        now: policy === undefined ? undefined : placeOf(now, policy),
      };
    }),
    ...added.map((policy): Change => ({
      kind: "added",
      of: "promise",
      words: `the promise ${quoted(policy.text)} is new`,
      effects: bound(policy, now).map((code) => fitsStill(code, "more is promised")),
      before: undefined,
      now: placeOf(now, policy),
    })),
  ];
}

/** Who has to do with a promise. */
function bound({ at }: ModelPolicy, { steps, participants }: DiagramModel): readonly string[] {
  const codes = new Set(at.participants);
  if (codes.size === 0) for (const step of steps) if (binds(at, step)) codes.add(step.from).add(step.to);
  const known = new Set(participants.map(({ code }) => code));
  return [...codes].filter((code) => known.has(code));
}
