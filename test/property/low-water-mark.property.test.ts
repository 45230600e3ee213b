import assert from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMetadata, encodeMetadata } from "../../runtime/adapters/kafka/commit/commit-metadata.ts";
import { keyedQueue } from "../../runtime/adapters/kafka/partition/keyed-queue.ts";
import { lowWaterMark } from "../../runtime/adapters/kafka/partition/low-water-mark.ts";

/** Gaps between offsets, and for each step either the next record or an acknowledgement of some offset. */
const histories = fc.record({
  start: fc.nat(1000),
  steps: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("track" as const), gap: fc.nat(2), gapAfter: fc.nat(2) }),
      fc.record({ kind: fc.constant("acknowledge" as const), at: fc.integer({ min: -2, max: 60 }) }),
    ),
    { maxLength: 120 },
  ),
});

test("the mark is always the first offset that is outstanding, and never goes back", () => {
  fc.assert(
    fc.property(histories, ({ start, steps }) => {
      const tracker = lowWaterMark(start);
      const outstanding = new Set<number>();
      let end = start;
      let before = start;
      for (const step of steps) {
        if (step.kind === "track") {
          const offset = end + step.gap;
          end = offset + 1 + step.gapAfter;
          tracker.track(offset, end);
          outstanding.add(offset);
        } else {
          const offset = start + step.at;
          assert.equal(tracker.acknowledge(offset), outstanding.delete(offset));
        }
        const expected = Math.min(end, ...outstanding);
        expect(tracker.mark).toBe(expected);
        expect(tracker.mark).toBeGreaterThanOrEqual(before);
        expect(tracker.size >= outstanding.size).toBe(true);
        before = tracker.mark;
      }
    }),
    { numRuns: 1000 },
  );
});

test("in whatever order records are acknowledged, all of them end below the mark", () => {
  const orders = fc
    .integer({ min: 1, max: 200 })
    .chain((count) => fc.shuffledSubarray([...Array.from({ length: count }).keys()], { minLength: count }));
  fc.assert(
    fc.property(orders, (order) => {
      const tracker = lowWaterMark(0);
      for (let offset = 0; offset < order.length; offset += 1) tracker.track(offset);
      for (const offset of order) tracker.acknowledge(offset);
      expect([tracker.mark, tracker.size]).toEqual([order.length, 0]);
    }),
  );
});

const metadata = fc.record({
  failures: fc
    .array(fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 99 })), { maxLength: 100 })
    .map((entries) => new Map(entries)),
  done: fc
    .array(fc.oneof(fc.nat(100_000), fc.nat(50)), { maxLength: 100 })
    .map((offsets) => new Set(offsets)),
});

test("what is stored with an offset comes back, but for what lies below it", () => {
  fc.assert(
    fc.property(metadata, fc.nat(50_000), ({ failures, done }, committed) => {
      const kept = {
        failures: new Map([...failures].filter(([offset]) => offset >= committed)),
        done: new Set([...done].filter((offset) => offset >= committed)),
      };
      expect(decodeMetadata(encodeMetadata({ failures, done }, committed), committed)).toEqual(kept);
    }),
  );
});

test("whatever else is stored with an offset does no harm", () => {
  const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[0-9:\- ]*$/).map((text) => `seqwright ${text}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { failures, done } = decodeMetadata(text, 7);
      for (const offset of [...failures.keys(), ...done]) expect(offset).toBeGreaterThanOrEqual(7);
    }),
  );
});

test("of each key one item at most is in work, and items of a key come in order", () => {
  const steps = fc.array(fc.record({ key: fc.constantFrom("a", "b", null), finish: fc.nat(10) }), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(steps, (arrivals) => {
      const queue = keyedQueue<{ readonly key: string | null; readonly id: number }>();
      const inWork: { readonly key: string | null; readonly id: number }[] = [];
      const begun = new Map<string | null, number[]>();
      const begin = (item: (typeof inWork)[number]): void => {
        assert(item.key === null || inWork.every(({ key }) => key !== item.key));
        inWork.push(item);
        begun.set(item.key, [...(begun.get(item.key) ?? []), item.id]);
      };
      const finishOne = (index: number): void => {
        const [item] = inWork.splice(index % inWork.length, 1);
        if (item === undefined) return;
        const next = queue.done(bytes(item.key));
        if (next !== undefined) begin(next);
      };
      arrivals.forEach(({ key, finish }, id) => {
        if (queue.admit(bytes(key), { key, id })) begin({ key, id });
        if (finish < inWork.length) finishOne(finish);
      });
      while (inWork.length > 0) finishOne(0);
      expect([...begun.values()].flat()).toHaveLength(arrivals.length);
      for (const ids of begun.values()) expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    }),
  );
});

function bytes(key: string | null): Buffer | null {
  return key === null ? null : Buffer.from(key);
}
