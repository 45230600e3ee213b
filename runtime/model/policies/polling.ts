import { countOf, durationAfter, durationText } from "../language/directive-words.ts";
import { findDurations } from "../language/durations.ts";
import { phrases } from "../language/phrases.ts";
import { differing } from "../policy/contradiction.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { broken, idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { ViewedEntry } from "../policy/policy-view.ts";

/** How often clients ask again, and for how long. */
export interface Polling {
  readonly kind: "polling";
  readonly intervalMs?: number | undefined;
  readonly limitMs?: number | undefined;
  readonly attemptsMax?: number | undefined;
}

const word = phrases({ ko: /폴링|재요청/, en: /\bpoll(?:s|ed|ing)?\b/i, ja: /ポーリング/ });

/** Whether a text speaks of asking again, rather than of trying again. */
export function isAboutPolling(text: string): boolean {
  return word.in(text);
}

export const polling: PolicyDefinition<Polling> = {
  kind: "polling",
  inLine(line, heading) {
    const isAbout = word.in(line) ? word.promised(line) !== undefined : word.in(heading);
    if (!isAbout) return undefined;
    const { intervalMs, limitMs } = times(line);
    const attempts = /(?<![\d.])(\d{1,6})\s*(?:회|번|回|times\b|attempts\b|tries\b|polls\b)/i.exec(line)?.[1];
    if (intervalMs === undefined && limitMs === undefined && attempts === undefined) return undefined;
    return {
      kind: "polling",
      intervalMs,
      limitMs,
      attemptsMax: attempts === undefined ? undefined : Number(attempts),
    };
  },
  yieldsTo: ["retry", "ttl", "time-goal", "timeout"],
  directives: {
    polling: {
      form: "polling every <duration> [for <duration>], such as polling every 2s for 30s",
      read(words) {
        const intervalMs = durationAfter(words, ["every"]);
        const limitMs = durationAfter(words, ["for"]);
        const attemptsMax = countOf(words[words.indexOf("times") - 1]);
        return intervalMs === undefined && limitMs === undefined && attemptsMax === undefined
          ? undefined
          : { kind: "polling", intervalMs, limitMs, attemptsMax };
      },
    },
  },
  toDirective: ({ intervalMs, limitMs, attemptsMax }) =>
    [
      "polling",
      ...(intervalMs === undefined ? [] : ["every", durationText(intervalMs)]),
      ...(limitMs === undefined ? [] : ["for", durationText(limitMs)]),
      ...(attemptsMax === undefined ? [] : [String(attemptsMax), "times"]),
    ].join(" "),
  examples: {
    ko: [["최대 30초 동안 폴링 (2초 간격)", { kind: "polling", intervalMs: 2000, limitMs: 30_000 }]],
    en: [["poll every 2s for up to 30s", { kind: "polling", intervalMs: 2000, limitMs: 30_000 }]],
    ja: [["2秒間隔でポーリング", { kind: "polling", intervalMs: 2000 }]],
  },
  standsAt: ["entry", "diagram"],
  contradicts: [
    differing<Polling>("polling", ({ intervalMs }) => intervalMs, "the interval in ms"),
    differing<Polling>("polling", ({ limitMs }) => limitMs, "the limit in ms"),
    differing<Polling>("polling", ({ attemptsMax }) => attemptsMax, "the number of attempts"),
  ],
  keptBy: [
    {
      by: "runtime",
      how: "clients are given the interval and the limit with the entry that they ask",
      judge({ intervalMs, limitMs, attemptsMax }, { bound }) {
        if (intervalMs !== undefined && limitMs !== undefined && attemptsMax !== undefined) {
          const longest = intervalMs * attemptsMax;
          if (longest !== limitMs)
            return broken(
              `${attemptsMax} times every ${durationText(intervalMs)} is ${durationText(longest)}, not ${durationText(limitMs)}`,
              [],
            );
        }
        return isAsked(bound.entries);
      },
    },
    {
      by: "property",
      property: "polling",
      how: "a request that comes again this often is answered anew, and before the next one",
      judge: (_, { bound }) => isAsked(bound.entries),
    },
  ],
  atEntry: ({ intervalMs, limitMs, attemptsMax }) => ({ polling: { intervalMs, limitMs, attemptsMax } }),
  describe: ({ intervalMs, limitMs, attemptsMax }) =>
    [
      "asked again",
      ...(intervalMs === undefined ? [] : [`every ${durationText(intervalMs)}`]),
      ...(limitMs === undefined ? [] : [`for ${durationText(limitMs)}`]),
      ...(attemptsMax === undefined ? [] : [`up to ${attemptsMax} times`]),
    ].join(" "),
};

const intervalBefore = /(?:간격|주기|interval|every|each|매|間隔)\s*(?:of\s*)?[:=(]?\s*$/i;
const intervalAfter = /^\s*(?:간격|마다|주기|interval|후|뒤|間隔|ごと|後)/i;
const limitBefore =
  /(?:최대|시간|동안|up to|for|max(?:imum)?|limit|at most|within|最大)\s*(?:of\s*)?[:=(]?\s*$/i;
const limitAfter = /^\s*(?:동안|간|까지|間)/;

function times(line: string): Pick<Polling, "intervalMs" | "limitMs"> {
  const durations = findDurations(line).map(({ ms, start, end }) => {
    const before = line.slice(Math.max(0, start - 20), start);
    const after = line.slice(end, end + 12);
    const isInterval = intervalBefore.test(before) || intervalAfter.test(after);
    return { ms, isInterval, isLimit: !isInterval && (limitBefore.test(before) || limitAfter.test(after)) };
  });
  return {
    intervalMs: durations.find(({ isInterval }) => isInterval)?.ms,
    limitMs: durations.find(({ isLimit }) => isLimit)?.ms,
  };
}

function isAsked(entries: readonly ViewedEntry[]): Verdict {
  return entries.some(({ kind }) => kind === "http" || kind === "call")
    ? kept
    : idle("no request comes in where it stands");
}
