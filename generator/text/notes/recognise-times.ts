import type { PolicyContent } from "../model.ts";
import { isNegated } from "../lexical/negation.ts";
import { findDurations, type FoundDuration } from "../lexical/parse-duration.ts";

/** The policies of a line that are about time: TTL, polling, timeout and time goals. */
export function recogniseTimes(line: string, heading: string, isRetry: boolean): readonly PolicyContent[] {
  const durations = findDurations(line);
  const ttl = timeToLive(line, heading, durations);
  if (ttl !== undefined) return [ttl];
  const goal = timeGoal(line, heading, durations);
  if (goal !== undefined) return [goal];
  const limit = timeout(line, durations);
  if (limit !== undefined) return [limit];
  const polled = isRetry ? undefined : polling(line, heading, durations);
  return polled === undefined ? [] : [polled];
}

const expiry =
  /\bTTL\b|만료\s?(?:시간|기간)|유효\s?(?:기간|시간)|(?:후|뒤)(?:에)?\s?만료|\bexpir(?:es?|y|ation)\b|有効期限/i;

function timeToLive(
  line: string,
  heading: string,
  durations: readonly FoundDuration[],
): PolicyContent | undefined {
  const word = expiry.exec(line);
  const under =
    word === null &&
    /\bTTL\b|만료|유효\s?기간|有効期限/i.test(heading) &&
    /^[^:]{1,60}:\s*\S+(?:\s\S+)?$/.test(line);
  const [duration, ...more] = durations;
  if ((word === null && !under) || duration === undefined || more.length > 0) return undefined;
  if (word !== null && isNegated(line, word)) return undefined;
  return { kind: "ttl", subject: timedSubject(line, heading), seconds: duration.ms / 1000 };
}

/** What stands before the colon, or before the statement of the time. */
function timedSubject(line: string, heading: string): string {
  const labelled = /^([^:]{1,80}):\s/.exec(line)?.[1]?.trim() ?? "";
  if (
    labelled !== "" &&
    !/^(?:redis\s+)?(?:TTL|만료 ?(?:시간|기간)|유효 ?(?:기간|시간)|expiry|expiration)$/i.test(labelled)
  ) {
    return labelled.replace(/\s+TTL$/i, "");
  }
  const before =
    /^(.{0,80}?)\s*[(,]?\s*(?:(?:with\s+(?:a\s+)?)?TTL\b|\bexpir|만료|유효|\d)/i.exec(line)?.[1]?.trim() ??
    "";
  const subject = before
    .replace(/\s(?:(?:is|are)\s)?(?:stored|cached|saved|kept)(?:\s.*)?$/i, "")
    .replace(/(?:에 저장|은|는)$/, "")
    .trim();
  return subject === "" || labelled !== "" ? heading : subject;
}

function timeGoal(
  line: string,
  heading: string,
  durations: readonly FoundDuration[],
): PolicyContent | undefined {
  const [duration, ...more] = durations;
  if (duration === undefined || more.length > 0) return undefined;
  const before = line.slice(0, duration.start);
  const bounded =
    /^\s*(?:이내|이하|미만|以内|以下|or less|max\b)/i.test(line.slice(duration.end)) ||
    /(?:\b(?:within|under|below|less than|at most|in under)|<=?|≤)\s*$/i.test(before);
  if (!bounded) return undefined;
  const percentile = /\bP(\d{2}(?:\.\d{1,2})?)\b|\b(\d{2}(?:\.\d)?)(?:th)?\s*(?:percentile|백분위)/i.exec(
    line,
  );
  const average = /평균|\b(?:average|avg|mean)\b|平均/i.test(line);
  const timely = /시간|지연|응답|성능|\b(?:time|latency|respon\w+|SLA|SLO|duration|performance)\b|時間|応答/i;
  if (percentile === null && !average && !timely.test(before) && !timely.test(heading)) return undefined;
  const subject = before
    .replace(
      /\bP\d{2}(?:\.\d{1,2})?\b|\b\d{2}(?:\.\d)?(?:th)?\s*percentile\b|평균|平均|\b(?:average|avg|mean|max(?:imum)?)\b|최대|\b(?:is|must be|of|within|under|below|less than|at most|in)\s*$|<=?\s*$|≤\s*$/gi,
      "",
    )
    .replaceAll(/[:\s]+/g, " ")
    .trim();
  return {
    kind: "time-goal",
    subject: subject === "" ? heading : subject,
    statistic: percentile !== null ? "percentile" : average ? "average" : "max",
    percentile: percentile === null ? undefined : Number(percentile[1] ?? percentile[2]),
    withinMs: duration.ms,
  };
}

const timeoutWord = /\btime-?\s?out\b|타임\s?아웃|시간\s?초과|タイムアウト/i;

function timeout(line: string, durations: readonly FoundDuration[]): PolicyContent | undefined {
  const word = timeoutWord.exec(line);
  if (word === null || isNegated(line, word)) return undefined;
  const afterMs = durations.length === 1 ? durations[0]?.ms : undefined;
  const reaction =
    /(?:\btime-?\s?out|타임\s?아웃|시간\s?초과|タイムアウト)\s?(?:시에?|발생\s?시|되면|時)\s*(?:[:,→]|->)?\s*(\S.*)$/i.exec(
      line,
    )?.[1] ??
    /^(?:on|upon)\s+time-?\s?out\s*[:,→]?\s*(\S.*)$/i.exec(line)?.[1] ??
    /\btime-?\s?out\b[^→:]{0,40}(?:→|->)\s*(\S.*)$/i.exec(line)?.[1];
  if (afterMs === undefined && reaction === undefined) return undefined;
  return { kind: "timeout", afterMs, reaction: reaction?.trim() };
}

const pollWord = /폴링|\bpoll(?:s|ed|ing)?\b|재요청|ポーリング/i;

function polling(
  line: string,
  heading: string,
  durations: readonly FoundDuration[],
): PolicyContent | undefined {
  const word = pollWord.exec(line);
  if ((word === null && !pollWord.test(heading)) || (word !== null && isNegated(line, word)))
    return undefined;
  let intervalMs: number | undefined;
  let limitMs: number | undefined;
  for (const { ms, start, end } of durations) {
    const before = line.slice(Math.max(0, start - 20), start);
    const after = line.slice(end, end + 12);
    if (
      /(?:간격|주기|interval|every|each|매|間隔)\s*(?:of\s*)?[:=(]?\s*$/i.test(before) ||
      /^\s*(?:간격|마다|주기|interval|후|뒤|間隔|ごと|後)/i.test(after)
    )
      intervalMs ??= ms;
    else if (
      /(?:최대|시간|동안|up to|for|max(?:imum)?|limit|at most|within|最大)\s*(?:of\s*)?[:=(]?\s*$/i.test(
        before,
      ) ||
      /^\s*(?:동안|간|까지|間)/.test(after)
    )
      limitMs ??= ms;
  }
  const attempts = /(?<![\d.])(\d{1,6})\s*(?:회|번|回|times\b|attempts\b|tries\b|polls\b)/i.exec(line)?.[1];
  if (intervalMs === undefined && limitMs === undefined && attempts === undefined) return undefined;
  return {
    kind: "polling",
    intervalMs,
    limitMs,
    attemptsMax: attempts === undefined ? undefined : Number(attempts),
  };
}
