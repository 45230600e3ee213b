import { durationAfter, countOf, durationText } from "../language/directive-words.ts";
import { findDurations } from "../language/durations.ts";
import { isNegated } from "../language/negation.ts";
import { phrases } from "../language/phrases.ts";
import { differing } from "../policy/contradiction.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { consumerKeeps, idle, kept } from "../policy/policy-keeper.ts";
import { retriedCalls } from "../policy/retried-calls.ts";
import { isAboutPolling } from "./polling.ts";

/** How often something that failed is tried again, and after which pause. */
export interface Retry {
  readonly kind: "retry";
  /** Tries after the first one; 0 where nothing is tried again. */
  readonly retriesMax?: number | undefined;
  readonly delayMs?: number | undefined;
  /** How many times longer each further pause is, where the pauses are written out: `1s → 2s → 4s`. */
  readonly factor?: number | undefined;
}

const word = phrases({
  ko: /재시도|재처리|다시\s?시도(?!\s?(?:해\s?(?:주|달|보)|하세요|하십|요청|안내|버튼))/,
  en: /\bretr(?:y|ies|ied|ying)\b/i,
  ja: /リトライ|再試行/,
  zh: /重试/,
});

/** Without a number, only a line that says so outright promises retries. */
const promised = phrases({
  ko: /자동\s?(?:으로\s?)?재시도|(?:실패|오류|에러|장애).{0,12}재시도|재시도\s?(?:정책|처리|수행|적용|한다|함)?$/,
  en: /^(?:auto(?:matic(?:ally)?)?[- ])?retr(?:y|ies|ied)\b|\bretried\b|retry (?:on|after) (?:failure|error)/i,
  ja: /失敗.{0,8}(?:リトライ|再試行)/,
});
const exponential = phrases({ ko: /지수/, en: /exponential/i, ja: /指数/ });
const byUser = phrases({ ko: /버튼|사용자|수동/, en: /button|user|manual/i });
/** `unrecoverable: no retry` is about one kind of failure. */
const oneFailure = phrases({ ko: /불가능|치명|영구적/, en: /fatal|unrecoverable|non-?retr|permanent/i });
const never: Retry = { kind: "retry", retriesMax: 0 };

export const retry: PolicyDefinition<Retry> = {
  kind: "retry",
  inLine(line, heading) {
    const found = word.find(line);
    const isAbout = found !== undefined || (word.in(heading) && !isAboutPolling(heading));
    if (isAboutPolling(line) || (!isAbout && !/max[- ]?attempts/i.test(line))) return undefined;
    const pauses = writtenPauses(line);
    if (pauses !== undefined) return pauses;
    const retriesMax = retryCount(line, isAbout);
    // `not retried more than 3 times` is a limit.
    if (found !== undefined && isNegated(line, found))
      return (retriesMax ?? 0) > 0 || oneFailure.in(line) ? undefined : never;
    const delayMs = retryDelay(line);
    const factor = delayMs !== undefined && exponential.in(line) ? 2 : undefined;
    if (retriesMax !== undefined || delayMs !== undefined)
      return { kind: "retry", retriesMax, delayMs, ...(factor === undefined ? {} : { factor }) };
    return found !== undefined && promised.in(line) && !byUser.in(line) ? { kind: "retry" } : undefined;
  },
  inHeading: ({ retriesMax }) => retriesMax !== undefined,
  directives: {
    "no-retry": wordAlone("no-retry", never),
    retry: {
      form: "retry <number> [every <duration>], such as retry 3 every 1s",
      read([first, ...pause]) {
        const retriesMax = countOf(first);
        const delayMs = durationAfter(pause, ["every", "delay", "backoff", "after"]);
        if (retriesMax === undefined || (pause.length > 0 && delayMs === undefined)) return undefined;
        return { kind: "retry", retriesMax, delayMs };
      },
    },
  },
  toDirective({ retriesMax, delayMs, factor }) {
    if (retriesMax === undefined || factor !== undefined) return undefined;
    return `retry ${retriesMax}${delayMs === undefined ? "" : ` every ${durationText(delayMs)}`}`;
  },
  examples: {
    ko: [
      ["실패 시 자동 재시도 (최대 3회)", { kind: "retry", retriesMax: 3 }],
      ["재시도 없음", never],
    ],
    en: [
      ["retry up to 3 times with 1s backoff", { kind: "retry", retriesMax: 3, delayMs: 1000 }],
      ["maxAttempts=4", { kind: "retry", retriesMax: 3 }],
      ["no retry", never],
    ],
    ja: [["リトライ 3回", { kind: "retry", retriesMax: 3 }]],
  },
  standsAt: ["entry", "call", "background work", "diagram"],
  contradicts: [
    differing<Retry>("retry", ({ retriesMax }) => retriesMax, "the number of retries"),
    differing<Retry>("retry", ({ delayMs }) => delayMs, "the pause in ms"),
  ],
  keptBy: [
    consumerKeeps("the consumer tries a message again that failed, this often at most"),
    {
      by: "runtime",
      how: "the engine tries a failed step in the background again, this often at most",
      judge: (_, { bound, participants }) =>
        bound.entries.some(({ goesOn }) => goesOn) && participants.some(({ kind }) => kind === "sql")
          ? kept
          : idle("no work goes on in the background there with a database"),
    },
    {
      by: "runtime",
      how: "the call that it stands at is made again when it fails, this often at most",
      judge: (_, view) =>
        retriedCalls(view).length > 0 ? kept : idle("no component makes a call where it stands"),
    },
  ],
  // Pauses that are drawn as one are all the same.
  atEntry: ({ retriesMax, delayMs, factor }) => ({
    retriesMax,
    retryDelayMs: delayMs,
    retryFactor: factor ?? (delayMs === undefined ? undefined : 1),
  }),
  describe({ retriesMax, delayMs, factor }) {
    if (retriesMax === 0) return "nothing is tried again";
    const often = retriesMax === undefined ? "retries" : `up to ${retriesMax} retries`;
    const pause = delayMs === undefined ? "" : ` after ${durationText(delayMs)}`;
    return `${often}${pause}${factor === undefined ? "" : `, each pause ${factor} times the one before`}`;
  },
};

/** `재시도: 1s → 2s → 4s`: a retry for each pause, where each is the same number of times the one before. */
function writtenPauses(line: string): Retry | undefined {
  const pauses = findDurations(line);
  const [first, second] = pauses;
  if (first === undefined || second === undefined) return undefined;
  const between = pauses.slice(1).map(({ start }, index) => line.slice(pauses[index]?.end ?? 0, start));
  if (!between.every((text) => /^\s*(?:→|->|⇒|,|、)\s*$/.test(text))) return undefined;
  const factor = second.ms / first.ms;
  const grows = pauses.every(({ ms }, index) => index === 0 || ms === (pauses[index - 1]?.ms ?? 0) * factor);
  return { kind: "retry", retriesMax: pauses.length, delayMs: first.ms, factor: grows ? factor : undefined };
}

/** How many retries: `최대 3회`, `3 retries`, `up to 3 times`. A maximum of attempts counts the first try, as Spring does. */
function retryCount(line: string, aboutRetries: boolean): number | undefined {
  const attempts =
    /max(?:imum)?[- _]?(?:of )?attempts\s*[:=]?\s*(\d{1,4})|(?:최대\s*)?시도\s*횟수\s*[:=]?\s*(\d{1,4})/i.exec(
      line,
    );
  if (attempts !== null && !/재시도\s*횟수/.test(line))
    return Math.max(0, Number(attempts[1] ?? attempts[2]) - 1);
  if (!aboutRetries) return undefined;
  const counted =
    /(?<![\d.])(\d{1,4})\s*(?:회|번|回|times\b|次(?!の)|x\b|retries\b|retry\b|attempts\b)/i.exec(line) ??
    /(?:max(?:imum)?(?:[- _]?retries)?|retries|retry count|up to|at most|재시도(?:\s?횟수)?|최대(?:\s?횟수)?)\s*[:=]?\s*(\d{1,4})(?![\d.]|\s*(?:초|분|시간|ms|s\b|sec|min|h\b|hour|day|일|秒|分))/i.exec(
      line,
    );
  return counted === null ? undefined : Number(counted[1]);
}

const pauseBefore =
  /(?:back-?off|백오프|간격|지연|interval|delay|every|wait|after|대기|매|間隔|间隔)\s*(?:of\s*|은\s*|는\s*)?[:=(]?\s*$/i;
const pauseAfter =
  /^\s*(?:의\s*)?(?:(?:exponential|fixed|initial|linear)\s*)?(?:back-?off|간격|interval|delay|apart|마다|후|뒤|대기|間隔|ごと|지수)/i;

/** Only a duration that is called a pause; `retry for up to 1 hour` has none. */
function retryDelay(line: string): number | undefined {
  return findDurations(line).find(
    ({ start, end }) =>
      pauseBefore.test(line.slice(Math.max(0, start - 24), start)) ||
      pauseAfter.test(line.slice(end, end + 24)),
  )?.ms;
}
