import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type Awaiting,
  overdueAlarm,
  type Overdue,
} from "../../../../runtime/adapters/kafka/partition/overdue-alarm.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function alarmOver(works: Awaiting[]) {
  const reports: Overdue<Awaiting>[] = [];
  const alarm = overdueAlarm(1000, works, (overdue) => void reports.push(overdue));
  return { alarm, reports };
}

test("one report tells of all that wait too long, with the lowest offset, until they wait no longer", () => {
  const works: { offset: number; awaitingSince: number | undefined }[] = [
    { offset: 9, awaitingSince: performance.now() },
    { offset: 4, awaitingSince: performance.now() },
    { offset: 1, awaitingSince: undefined },
  ];
  const { alarm, reports } = alarmOver(works);
  alarm.started();
  alarm.started();
  vi.advanceTimersByTime(999);
  expect(reports).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(reports).toEqual([{ first: works[1], waitedMs: 1000, outstanding: 2 }]);
  works.splice(1, 1);
  vi.advanceTimersByTime(1000);
  expect(reports.at(-1)).toEqual({ first: works[0], waitedMs: 2000, outstanding: 1 });
  works.length = 0;
  vi.advanceTimersByTime(10_000);
  expect(reports).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});

test("work that begins to wait later is reported within twice the time", () => {
  const works: Awaiting[] = [{ offset: 0, awaitingSince: performance.now() }];
  const { alarm, reports } = alarmOver(works);
  alarm.started();
  vi.advanceTimersByTime(500);
  works[0] = { offset: 1, awaitingSince: performance.now() };
  alarm.started();
  vi.advanceTimersByTime(1499);
  expect(reports).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(reports).toHaveLength(1);
  alarm.close();
  expect(vi.getTimerCount()).toBe(0);
});
