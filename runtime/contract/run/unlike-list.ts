import { showValue } from "../report/show-value.ts";
import { deepEqual } from "../values/deep-equal.ts";

/**
 * What tells these items from the list that they are to be, in words: all that is in it, in whatever order, and nothing
 * more often. Undefined where nothing does.
 */
export function unlikeList(items: readonly unknown[], list: readonly unknown[]): string | undefined {
  const isIn = (others: readonly unknown[], item: unknown): boolean =>
    others.some((one) => deepEqual(one, item));
  const lacking = list.findIndex((item) => !isIn(items, item));
  if (lacking >= 0) return `${showValue(list[lacking], 2)} is left out`;
  const strange = items.findIndex((item) => !isIn(list, item));
  if (strange >= 0) return `${showValue(items[strange], 2)} is not in it`;
  return items.length > list.length ? "something is there more often" : undefined;
}
