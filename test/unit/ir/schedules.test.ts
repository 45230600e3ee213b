import { expect, test } from "vitest";
import { findRhythm } from "../../../runtime/model/index.ts";
import { linked } from "../../support/linked.ts";

const minute = 60_000;

test.each([
  ["every 500 ms", 500],
  ["loop every 1s", 1000],
  ["Every 5 minutes", 5 * minute],
  ["each 30 sec", 30_000],
  ["interval: 10s", 10_000],
  ["매 5분마다", 5 * minute],
  ["5분마다 실행", 5 * minute],
  ["15분 주기", 15 * minute],
  ["1초 간격으로", 1000],
  ["매일 03:00", 1440 * minute],
  ["매시간", 60 * minute],
  ["hourly", 60 * minute],
  ["nightly batch", 1440 * minute],
  ["every minute", minute],
  ["5分ごとに", 5 * minute],
  ["cron(*/10 * * * *)", 10 * minute],
  ["0 */15 * * * *", 15 * minute],
  ["0 */2 * * *", 120 * minute],
  ["retry every 10s", undefined],
  ["재시도 1초 간격", undefined],
  ["every 2s until done", undefined],
  ["every 2s, up to 30s", undefined],
  ["최대 3회, 1초 간격", undefined],
  ["within 5 minutes", undefined],
  ["for each order", undefined],
  ["every order", undefined],
  ["사용자마다", undefined],
])("%s is a rhythm of %s ms", (text, ms) => {
  expect(findRhythm(text)).toBe(ms);
});

/** `schedule Relay.start 500`, `call Api.place`: where work comes in. */
function entriesOf(lines: string): readonly string[] {
  return linked(lines).model.entries.map((entry) =>
    [entry.kind, `${entry.component}.${entry.method}`, entry.kind === "schedule" ? entry.everyMs : ""]
      .join(" ")
      .trim(),
  );
}

const place = "actor U\nparticipant Api\ndatabase DB\nU -> Api: place(id)\nApi --> U: ok";

test.each([
  [
    "a relay, wherever it stands in the diagram",
    `${place}\nloop every 500 ms\nRelay -> DB: SELECT id FROM outbox\nend`,
    ["call Api.place", "schedule Relay.start 500"],
  ],
  [
    "who has nothing of its own but is in a rhythm",
    `${place}\nqueue Kafka\nloop 매 5분마다\n집계 -> Kafka: DailyTotals\nend`,
    ["call Api.place", "schedule 집계.start 300000"],
  ],
  [
    "a worker that was called before, without anybody waiting",
    `${place}\nApi ->> Worker: work(id)\nWorker -> DB: save(id)\nloop every 1s\nWorker -> DB: DELETE FROM jobs WHERE done\nend`,
    ["call Api.place", "schedule Worker.start 1000"],
  ],
  [
    "two rhythms of one participant",
    `database DB\nloop every 1s\nJanitor -> DB: DELETE FROM a WHERE done\nend\nloop every 1m\nJanitor -> DB: DELETE FROM b WHERE done\nend`,
    ["schedule Janitor.start 1000", "schedule Janitor.start2 60000"],
  ],
  [
    "whom a timer wakes up",
    "participant Scheduler\ndatabase DB\nloop every 5 minutes\nScheduler -> Cleaner: sweep()\nCleaner -> DB: DELETE FROM s WHERE old\nend",
    ["schedule Cleaner.sweep 300000"],
  ],
  [
    "as the arrow says",
    "participant Scheduler\ndatabase DB\nScheduler -> Cleaner: 매일 만료 세션 정리\nCleaner -> DB: DELETE FROM s WHERE old",
    ["schedule Cleaner.매일만료세션정리 86400000"],
  ],
  [
    "as the label says",
    'participant "수집기 (15분 주기)" as C\ndatabase DB\nC -> DB: DELETE FROM s WHERE old',
    ["schedule C.start 900000"],
  ],
  [
    "as a note says",
    "participant Collector\ndatabase DB\nCollector -> DB: DELETE FROM s WHERE old\nnote right: 15분 주기 수집",
    ["schedule Collector.start 900000"],
  ],
  [
    "as a directive says",
    "' @seqwright policy schedule every 5m\nparticipant Collector\ndatabase DB\nCollector -> DB: DELETE FROM s WHERE old",
    ["schedule Collector.start 300000"],
  ],
])("a schedule: %s", (_, lines, entries) => {
  expect(entriesOf(lines)).toEqual(entries);
});

test.each([
  [
    "who starts by itself without a rhythm has a start() that code calls",
    'participant "Admin job" as J\ndatabase DB\nJ -> DB: DELETE FROM s WHERE old',
    ["call J.start"],
  ],
  [
    "a client that polls is outside",
    "actor Client\nloop every 2s\nClient -> Api: GET /jobs/{id}\nApi --> Client: 200 OK\nend",
    ["http Api.getJobs"],
  ],
  [
    "a person who asks a store is outside",
    "participant Operator\ndatabase DB\nparticipant Api\nOperator -> DB: DELETE FROM s WHERE old\nOperator -> Api: refresh()",
    ["call Api.refresh"],
  ],
  [
    "a poll inside of an operation is part of it",
    "actor U\ndatabase DB\nU -> Api: wait(id)\nloop every 2s\nApi -> DB: SELECT state FROM jobs WHERE id = :id\nend\nApi --> U: ok",
    ["call Api.wait"],
  ],
  [
    "a timer that hands something over cannot be started by the system",
    "participant Scheduler\nloop every 5m\nScheduler -> Cleaner: sweep(before)\nCleaner -> Db: sweep(before)\nend",
    ["call Cleaner.sweep"],
  ],
])("no schedule: %s", (_, lines, entries) => {
  expect(entriesOf(lines)).toEqual(entries);
});

test("a note about a rhythm is kept by the runtime and by a property", () => {
  const { model, problems } = linked(
    "participant Collector\ndatabase DB\nCollector -> DB: DELETE FROM s WHERE old\nnote right: runs every 15 minutes",
  );
  expect(problems).toEqual([]);
  expect(model.policies.map(({ kind, keptBy }) => [kind, keptBy.length])).toEqual([["schedule", 2]]);
});
