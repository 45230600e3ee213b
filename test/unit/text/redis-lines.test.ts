import { expect, test } from "vitest";
import { carried, linked } from "../../support/linked.ts";

const stepOf = (label: string) =>
  linked(`actor U\nparticipant S\ndatabase "Redis" as R\nU -> S : touch(id, now)\nS -> R : ${label}`).step(5);

/** What a command with lines below it passes. */
const passed = (label: string): string => carried(stepOf(label));

/** The command, too. */
function asked(label: string): string {
  const step = stepOf(label);
  return `${step.kind === "call" ? step.method : step.kind}(${carried(step)})`;
}

test.each([
  ["SET seen:{id}\\nValue: now\\nTTL: 30 minutes", "ttlSeconds = 1800"],
  ["SET seen:{id} {now}\\nTTL 30분", "ttlSeconds = 1800"],
  ["SET seen:{id} {now}\\n만료: 30분", "ttlSeconds = 1800"],
  ["SET seen:{id} {now}\\n有効期限: 30分", "ttlSeconds = 1800"],
  ["SET seen:{id} {now} EX 30m", "ttlSeconds = 1800"],
  ["SETEX seen:{id}\\n{now}\\nTTL=1800", "seconds = 1800"],
  ["SETEX seen:{id}\\n값: now\\nexpires in 30 min", "seconds = 1800"],
  ["EXPIRE seen:{id}\\nTTL: 1h", "seconds = 3600"],
])("%s", (label, lasting) => {
  expect(passed(label)).toContain(lasting);
});

test("other lines are remarks", () => {
  expect(passed("SET seen:{id} {now}\\nTTL as in the note")).not.toContain("ttlSeconds");
});

test.each(["SET seen:{id}\\nValue: now\\nTTL: 30 minutes", "SETEX seen:{id}\\n{now}\\nTTL=1800"])(
  "the value of %s",
  (label) => {
    expect(passed(label)).toContain("value = now");
  },
);

test.each([
  ["read the cache (seen:{id})", 'get(key = "seen:{id}")'],
  ["캐시 조회 (seen:{id})", 'get(key = "seen:{id}")'],
  [
    "캐시 저장\\nKey: seen:{id}\\nValue: now\\nTTL: 10분",
    'set(key = "seen:{id}", value = now, ttlSeconds = 600)',
  ],
  [
    "캐시 저장\\nKey: seen:{id}\\nValue: now\\n만료: 10분",
    'set(key = "seen:{id}", value = now, ttlSeconds = 600)',
  ],
  ['drop\\nkeys: "a:{id}", "b:{id}"', 'del(key = "a:{id}", key = "b:{id}")'],
  ["무효화 keys: a:{id}, b:{id}", 'del(key = "a:{id}", key = "b:{id}")'],
  ["DEL {id}", 'del(key = "{id}")'],
  ["EXPIRE {id} 60", 'expire(key = "{id}", seconds = 60)'],
])("%s is a command", (label, call) => {
  expect(asked(label)).toBe(call);
});

test.each(["read the cache (seen)", "notify (a:b)", "think it over (seen:{id})"])("%s is none", (label) => {
  expect(asked(label)).not.toMatch(/^(?:get|set|del)\(/);
});
