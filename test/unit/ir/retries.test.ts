import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

/** `7 5x 10000ms`: the line of each call that is made again, and how. */
function retriesOf(lines: string): readonly string[] {
  const { model, step } = linked(lines);
  return model.retries.map(({ step: id, retriesMax, delayMs, factor }) => {
    const line = lines.split("\n").findIndex((_, index) => {
      try {
        return step(index + 1).id === id;
      } catch {
        return false;
      }
    });
    return [line + 1, `${retriesMax}x`, `${delayMs}ms`, ...(factor === undefined ? [] : [`*${factor}`])].join(
      " ",
    );
  });
}

const start = "actor U\nparticipant Api\nparticipant Worker\ndatabase DB\nU -> Api: go(id)";

test.each([
  [
    "at a call to another component",
    "Api -> Worker: work(id)\nnote right: retries: 5, every 10s",
    ["6 5x 10000ms"],
  ],
  ["at a call to a resource", "Api -> DB: save(id)\nnote right: 재시도 3회, 1초 간격", ["6 3x 1000ms"]],
  ["in growing pauses", "Api -> DB: save(id)\nnote right: 재시도: 1s → 2s → 4s", ["6 3x 1000ms *2"]],
  [
    "exponentially",
    "Api -> DB: save(id)\nnote right: retry 3 times, exponential backoff 1s",
    ["6 3x 1000ms *2"],
  ],
  ["in Japanese", "Api -> DB: save(id)\nnote right: リトライ 3回、1秒間隔", ["6 3x 1000ms"]],
  [
    "by a directive",
    "Api -> DB: save(id)\n' @seqwright policy retry 2 every 5s\nDB --> Api: ok",
    ["6 2x 5000ms"],
  ],
  [
    "at those who are asked outside, so that tries are not multiplied",
    "Api -> Worker: work(id)\nWorker -> DB: save(id)\nnote over Api, DB: 3회 재시도, 1초 간격\nApi -> Worker: more(id)",
    ["7 3x 1000ms"],
  ],
  ["not where it says never", "Api -> DB: save(id)\nnote right: no retry", []],
  ["not for the whole diagram", "Api -> DB: save(id)\nnote across: retry 3 times", []],
])("a drawn retry holds %s", (_, lines, retries) => {
  expect(retriesOf(`${start}\n${lines}`)).toEqual(retries);
});

test("messages of a queue are tried again as a whole", () => {
  const lines =
    "queue Q\nparticipant Api\ndatabase DB\nQ -> Api: Placed {id}\nnote over Api: max 3 retries\nApi -> DB: save(id)";
  expect(retriesOf(lines)).toEqual([]);
});

test("a note at an inner call finds its place", () => {
  const { problems } = linked(
    `${start}\nApi -> Worker: work(id)\nnote right: retries: 5, every 10s\nWorker -> DB: save(id)`,
  );
  expect(problems).toEqual([]);
});
