import type { Wrongs } from "./findings.ts";

/** What went wrong with one key. */
export type Judgement = Pick<Wrongs, "lost" | "doubled" | "disordered">;

/** The effects that were due, each as often as it is listed and in this order, against those that happened. */
export function judgeEffects(due: readonly string[], happened: readonly string[]): Judgement {
  const inTurn = common(due, happened);
  const asItWent = common(happened, due);
  return {
    lost: due.length - inTurn.length,
    doubled: happened.length - asItWent.length,
    disordered: inTurn.every((effect, at) => effect === asItWent[at]) ? 0 : 1,
  };
}

/** Without what comes again right away, and therefore changes nothing. */
export function changesOf(values: readonly string[]): readonly string[] {
  return values.filter((value, at) => value !== values[at - 1]);
}

/** The items that are in `other` as well, each at most as often as there. */
function common(items: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const item of other) left.set(item, (left.get(item) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count > 0;
  });
}
