import { expect, test } from "vitest";
import { chaosTable } from "../../../../generator/cli/chaos/chaos-table.ts";
import { system } from "../../../../generated/workflow-engine/wiring.gen.ts";
import { type ChaosRow, isKept, noFindings } from "../../../../runtime/contract/chaos/findings.ts";

const rows: readonly ChaosRow[] = [
  { name: "peace", done: "2 cases, twice", found: { ...noFindings, events: 4 }, notTried: [] },
  {
    name: "kill",
    done: "3 SIGKILLs at 3 of 4 points",
    found: {
      ...noFindings,
      events: 6,
      lost: 1,
      details: ["table orders: {} is missing", "\u001B[31mred"],
      remarks: { "events published again by whoever went on": 2 },
    },
    notTried: ["1 of 4 points: the time was up"],
  },
  { name: "poison", done: "did not come to its end", found: undefined, failure: "Error: no", notTried: [] },
];

test("the table says what was done, what came of it, what went wrong and what was not tried", () => {
  const text = chaosTable({ name: "workflow-engine", system }, rows, {
    seed: 7,
    unfit: ["stop-redis: it needs no redis"],
    isKept,
  });
  expect(text).toMatchInlineSnapshot(`
    "workflow-engine under attack, seed 7

    | scenario | what was done | events | lost | doubled | changed | not as drawn | out of order | dead letters | verdict |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | peace | 2 cases, twice | 4 | 0 | 0 | 0 | 0 | 0 | 0 of 0 | kept |
    | kill | 3 SIGKILLs at 3 of 4 points; 2 events published again by whoever went on | 6 | 1 | 0 | 0 | 0 | 0 | 0 of 0 | BROKEN |
    | poison | did not come to its end | | | | | | | | BROKEN |

    What went wrong:
      kill: table orders: {} is missing
      kill: \\u001b[31mred
      poison: Error: no

    Not tried:
      stop-redis: it needs no redis
      kill: 1 of 4 points: the time was up

    2 of 3 scenarios with BROKEN promises. Again: seqwright chaos workflow-engine --seed 7 --only kill --only poison
    "
  `);
});

test("a dead letter that is not due breaks a promise, unless any may be", () => {
  expect(isKept({ ...noFindings, deadLetters: 1 })).toBe(false);
  expect(isKept({ ...noFindings, deadLetters: 1, deadLettersDue: undefined })).toBe(true);
});
