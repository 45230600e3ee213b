import { durationAfter, durationText } from "../language/directive-words.ts";
import { phrases } from "../language/phrases.ts";
import { findRhythm } from "../language/rhythm.ts";
import { differing } from "../policy/contradiction.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";
import { isAboutPolling } from "./polling.ts";

/** Something begins anew every so often, without being asked. */
export interface Schedule {
  readonly kind: "schedule";
  /** From the beginning of one round to that of the next, in ms. */
  readonly everyMs: number;
}

/** What runs, where the line names nothing but a rhythm. */
const runs = phrases({
  ko: /주기|마다|매(?:초|분|시간|일|주)|스케줄|배치|크론|실행|수행|수집|정리|갱신|동기화/,
  en: /\b(?:runs?|running|executed?s?|starts?|scheduled?|cron|batch|job|collects?|syncs?|cleans?|sweeps?|fixed ?(?:rate|delay)|hourly|daily|nightly|weekly)\b|^every\b/i,
  ja: /ごと|毎|周期|実行|スケジュール|バッチ/,
});

export const schedule: PolicyDefinition<Schedule> = {
  kind: "schedule",
  inLine(line) {
    if (isAboutPolling(line) || runs.promised(line) === undefined) return undefined;
    const everyMs = findRhythm(line);
    return everyMs === undefined ? undefined : { kind: "schedule", everyMs };
  },
  yieldsTo: "any",
  directives: {
    schedule: {
      form: "schedule every <duration>, such as schedule every 5m",
      read(words) {
        const everyMs = durationAfter(words, ["every"]);
        return everyMs === undefined || everyMs === 0 ? undefined : { kind: "schedule", everyMs };
      },
    },
  },
  toDirective: ({ everyMs }) => `schedule every ${durationText(everyMs)}`,
  examples: {
    ko: [
      ["15분 주기 수집", { kind: "schedule", everyMs: 900_000 }],
      ["매 5분마다 실행", { kind: "schedule", everyMs: 300_000 }],
    ],
    en: [
      ["runs every 30 s", { kind: "schedule", everyMs: 30_000 }],
      ["nightly batch", { kind: "schedule", everyMs: 86_400_000 }],
    ],
    ja: [["5分ごとに実行", { kind: "schedule", everyMs: 300_000 }]],
  },
  standsAt: ["entry", "call", "self step", "diagram"],
  contradicts: [differing<Schedule>("schedule", ({ everyMs }) => everyMs, "the rhythm in ms")],
  keptBy: [
    {
      by: "runtime",
      how: "the system begins a round this often, one after the other",
      judge: startsByItself,
    },
    {
      by: "property",
      property: "schedule",
      how: "each round is whole, and over before the next one is due",
      judge: startsByItself,
    },
  ],
  describe: ({ everyMs }) => `begins anew every ${durationText(everyMs)}`,
};

function startsByItself(_: Schedule, { bound }: PolicyView): Verdict {
  return bound.entries.some(({ kind }) => kind === "schedule") || bound.steps.some(({ inRounds }) => inRounds)
    ? kept
    : idle("nobody there starts by itself, with a call that needs no values");
}
