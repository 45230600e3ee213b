import type { Arrow } from "./arrow-event.ts";

/**
 * Sees every arrow from both ends. `proceed` makes the call: whatever is done before it happens before the arrow
 * arrives, and whatever comes after it before the sender knows the answer. What `observe` resolves to or rejects with
 * is what the sender gets. `args` is what the call carries: not part of the arrow, because what is noted of an arrow must
 * not hold what no log should.
 */
export interface ArrowObserver {
  observe<T>(arrow: Arrow, proceed: () => Promise<T>, args: readonly unknown[]): Promise<T>;
}

/** Sees nothing. Ports that nobody looks at need not be traced at all. */
export const nobody: ArrowObserver = { observe: (_, proceed) => proceed() };

/** Several observers as one, the first outermost. */
export function allObservers(observers: readonly ArrowObserver[]): ArrowObserver {
  if (observers.length === 0) return nobody;
  return {
    observe: (arrow, proceed, args) =>
      observers.reduceRight((inner, observer) => () => observer.observe(arrow, inner, args), proceed)(),
  };
}
