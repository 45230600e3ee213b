import { expect, test } from "vitest";
import { lowWaterMark } from "../../../../runtime/adapters/kafka/partition/low-water-mark.ts";

test("starts where the group stands", () => {
  const tracker = lowWaterMark(41);
  expect([tracker.mark, tracker.end, tracker.size]).toEqual([41, 41, 0]);
});

test("stays behind the first record that is outstanding", () => {
  const tracker = lowWaterMark(0);
  for (const offset of [0, 1, 2, 3]) tracker.track(offset);
  tracker.acknowledge(1);
  tracker.acknowledge(2);
  expect([tracker.mark, tracker.size]).toEqual([0, 4]);
  tracker.acknowledge(0);
  expect([tracker.mark, tracker.size]).toEqual([3, 1]);
  tracker.acknowledge(3);
  expect([tracker.mark, tracker.size]).toEqual([4, 0]);
});

test("passes over offsets that hold no record", () => {
  const tracker = lowWaterMark(10);
  tracker.track(12);
  tracker.track(15, 20);
  expect(tracker.mark).toBe(12);
  tracker.acknowledge(12);
  expect(tracker.mark).toBe(15);
  tracker.acknowledge(15);
  expect(tracker.mark).toBe(20);
});

test("a second acknowledgement, or one of a record never tracked, changes nothing", () => {
  const tracker = lowWaterMark(0);
  for (const offset of [0, 2]) tracker.track(offset);
  expect(tracker.acknowledge(2)).toBe(true);
  expect([0, 1, 2, 3, -1].map((offset) => tracker.acknowledge(offset))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(tracker.mark).toBe(3);
});

test("refuses a record that comes twice", () => {
  const tracker = lowWaterMark(5);
  tracker.track(5);
  expect(() => tracker.track(5)).toThrow("offset 5 came after 5");
});
