import { expect, test } from "vitest";
import { promiseRecord, weakerPromises } from "../../../generator/merge/promises.ts";
import { linked } from "../../support/linked.ts";

const drawn = (call: string, note: string): string =>
  `queue Topic\nparticipant Handler\nparticipant Repo\ndatabase DB\ndatabase "Redis Cache" as Cache\nTopic -> Handler : Created {id}\n` +
  `Handler -> Repo : ${call}(id)\nRepo -> DB : UPDATE t SET a = 1 WHERE id = :id\nDB --> Repo : ok\nRepo --> Handler : ok\n` +
  `Handler -> Cache : DEL t:{id}\nCache --> Handler : ok\nnote over Handler, Cache : ${note}`;

const policies = (call: string, note: string) => linked(drawn(call, note)).model.policies;

/** The promises of the first drawing that the second one makes less of, with what it says instead. */
function weaker(
  before: readonly [string, string],
  now: readonly [string, string],
): readonly (string | undefined)[] {
  const records = policies(...before).map(promiseRecord);
  return weakerPromises(records, policies(...now)).map((one) => one.now?.text);
}

test("a promise about an arrow that goes by another name is the same", () => {
  expect(policies("save", "DB 저장 후 캐시 무효화")).not.toEqual([]);
  expect(weaker(["save", "DB 저장 후 캐시 무효화"], ["store", "DB 저장 후 캐시 무효화"])).toEqual([]);
});

test.each([
  ["최대 3회 재시도", "최대 5회 재시도", []],
  ["최대 3회 재시도", "최대 2회 재시도", ["최대 2회 재시도"]],
  ["최대 3회 재시도", "메모", [undefined]],
])("%s, then %s", (before, now, expected) => {
  expect(weaker(["save", before], ["save", now])).toEqual(expected);
});
