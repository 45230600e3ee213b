import { expect, test } from "vitest";
import { carried, linked } from "../../support/linked.ts";

/** What a command with lines below it passes. */
function passed(label: string): string {
  return carried(
    linked(`actor U\nparticipant S\ndatabase "Redis" as R\nU -> S : touch(id, now)\nS -> R : ${label}`).step(
      5,
    ),
  );
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
