import { setImmediate } from "node:timers/promises";

/**
 * Hands results to a workflow's code in the order in which they first came. The code then goes on as it did the first
 * time, step for step, even where it takes several steps at once.
 */
export interface DeliveryOrder {
  /** Says that the result with this number comes after all that were expected so far. */
  expect(finished: number): void;
  /** Hands the result over as soon as all earlier ones have been. */
  deliver(finished: number, hand: () => void): void;
  /** The number of the result that others have to wait for, and that the code has not asked for. */
  missing(): number | undefined;
}

export interface DeliveryOrderOptions {
  /** The numbers of the results in the journal. */
  readonly recorded: readonly number[];
  /** Whether other steps may finish. */
  readonly severalUnderWay: () => boolean;
  /** Called whenever a result has to wait for another one. */
  readonly onBlocked: () => void;
}

export function deliveryOrder({ recorded, severalUnderWay, onBlocked }: DeliveryOrderOptions): DeliveryOrder {
  const expected = [...recorded].sort((left, right) => left - right);
  const ready = new Map<number, () => void>();
  let handing = false;

  const handOver = async (): Promise<void> => {
    if (handing) return;
    handing = true;
    for (let hand = takeNext(); hand !== undefined; hand = takeNext()) {
      hand();
      // Let the code react to one result before it sees the next: it did so the first time, or will when replayed.
      if (expected.length > 0 || severalUnderWay()) await setImmediate();
    }
    handing = false;
    if (ready.size > 0) onBlocked();
  };

  const takeNext = (): (() => void) | undefined => {
    const [next] = expected;
    const hand = next === undefined ? undefined : ready.get(next);
    if (next === undefined || hand === undefined) return undefined;
    expected.shift();
    ready.delete(next);
    return hand;
  };

  return {
    expect: (finished) => void expected.push(finished),
    deliver(finished, hand) {
      ready.set(finished, hand);
      void handOver();
    },
    missing: () => (ready.size > 0 && !handing ? expected[0] : undefined),
  };
}
