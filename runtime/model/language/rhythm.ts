import { findDurations } from "./durations.ts";

/**
 * How often something begins anew, in ms: `every 500 ms`, `매 5분마다`, `15분 주기`, `hourly`, a cron
 * expression that begins every so many minutes. Undefined where the text says none, or is about trying again or about an end.
 */
export function findRhythm(text: string): number | undefined {
  if (notRhythm.test(text)) return undefined;
  const stated = findDurations(text).find(
    ({ start, end }) =>
      before.test(text.slice(Math.max(0, start - 24), start)) || after.test(text.slice(end, end + 12)),
  );
  if (stated !== undefined) return stated.ms > 0 ? stated.ms : undefined;
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? cronInterval(text);
}

const notRhythm =
  /\b(?:retr(?:y|ies)|back-?off|until|up to|at most|max(?:imum)?|while|as long as|attempts|times)\b|재시도|최대|까지|동안|(?<=\d\s?)[회번]|リトライ|再試行|まで|最大/iu;

const before =
  /(?:\bevery|\beach|\binterval|\bperiod|\bfixed ?(?:rate|delay)|매|주기|간격|毎|每)\s*(?:of\s*|는\s*|은\s*)?[:=(]?\s*$/iu;
const after = /^\s*(?:마다|주기|간격|ごと|毎|おき|間隔|周期|interval|period)/iu;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const words: readonly (readonly [RegExp, number])[] = [
  [/\bevery second\b|매초|초마다|毎秒/iu, 1000],
  [/\bevery minute\b|매분|(?<!\d\s?)분마다|毎分/iu, minute],
  [/\b(?:every hour|hourly)\b|매시간|매시(?![가-힣])|毎時/iu, hour],
  [/\b(?:every (?:day|night)|daily|nightly)\b|매일|毎日/iu, day],
  [/\b(?:every week|weekly)\b|매주|毎週/iu, 7 * day],
];

/** Of a cron expression that begins every so many seconds, minutes or hours. */
function cronInterval(text: string): number | undefined {
  const found =
    /(?<![\w*/])(?:(0|\*\/\d{1,2}) )?(0|\*|\*\/\d{1,2}) (\*|\*\/\d{1,2}) \* (?:\*|\?) (?:\*|\?)/u.exec(text);
  if (found === null) return undefined;
  const [, seconds = "0", minutes = "0", hours = "*"] = found;
  if (seconds !== "0") return steps(seconds) * 1000;
  if (minutes !== "0") return hours === "*" ? steps(minutes) * minute : undefined;
  return steps(hours) * hour;
}

/** A star alone is each of them; with a number behind it, each so many. */
function steps(field: string): number {
  return Math.max(1, Number(field.slice(2)) || 1);
}
