import type { PolicyContent } from "../model.ts";
import { findDurations } from "../lexical/parse-duration.ts";
import { isNegated } from "../lexical/negation.ts";
import { recogniseTimes } from "./recognise-times.ts";

/** Every policy that a line of a note states, read under its heading. No policy is better than a wrong one. */
export function policiesIn(line: string, heading: string): readonly PolicyContent[] {
  if (line.length > lineMax) return [];
  const found: PolicyContent[] = [];
  const add = (policy: PolicyContent | undefined): void => {
    if (policy !== undefined) found.push(policy);
  };
  add(delivery(line));
  add(idempotency(line));
  const retried = retry(line, heading);
  add(retried);
  add(deadLetter(line));
  found.push(...recogniseTimes(line, heading, retried !== undefined));
  add(states(line, heading));
  add(storage(line, heading));
  add(freshness(line));
  add(background(line));
  add(immediateReturn(line));
  add(transaction(line));
  if (found.length === 0) add(ordering(line));
  return found;
}

const lineMax = 500;

function delivery(line: string): PolicyContent | undefined {
  const guarantees = [
    [
      "at-least-once",
      /at[- ]least[- ]once|(?:최소|적어도)\s*(?:1회|한\s?번)(?=.{0,12}(?:전달|전송|처리|보장|배달))|少なくとも[1一]回/i,
    ],
    ["at-most-once", /at[- ]most[- ]once|최대\s*(?:1회|한\s?번)(?=\s*(?:만\s*)?(?:전달|전송|배달))/i],
    ["exactly-once", /exactly[- ]once|정확히\s*(?:1회|한\s?번)(?=.{0,12}(?:전달|전송|처리|보장|배달))/i],
  ] as const;
  for (const [guarantee, pattern] of guarantees) {
    const match = pattern.exec(line);
    if (match !== null && !isNegated(line, match)) return { kind: "delivery", guarantee };
  }
  return undefined;
}

function idempotency(line: string): PolicyContent | undefined {
  const said = /멱등|idempoten|冪等/i.exec(line);
  if (said !== null)
    return isNegated(line, said) || /non-?idempoten/i.test(line) ? undefined : { kind: "idempotency" };
  return /중복.{0,20}(?:무시|방지|제거|건너|skip|걸러|처리하지\s?않)|\bde-?dup|(?:ignor|skip|discard|drop)\w*\s(?:\w+\s)?duplicate|duplicate\w*\s(?:\w+\s){0,4}(?:ignored|skipped|discarded|dropped)|重複.{0,12}(?:無視|排除)/i.test(
    line,
  )
    ? { kind: "idempotency" }
    : undefined;
}

const retryWord = /재시도|재처리|\bretr(?:y|ies|ied|ying)\b|リトライ|再試行/i;
const pollWord = /폴링|\bpoll(?:s|ed|ing)?\b|재요청|ポーリング/i;

function retry(line: string, heading: string): PolicyContent | undefined {
  const word = retryWord.exec(line);
  const underHeading = retryWord.test(heading) && !pollWord.test(heading);
  if (pollWord.test(line) || (word === null && !underHeading && !/max[- ]?attempts/i.test(line)))
    return undefined;
  const retriesMax = retryCount(line, word !== null || underHeading);
  if (word !== null && isNegated(line, word)) {
    // `unrecoverable: no retry` is about one kind of failure, `not retried more than …` is a limit.
    if ((retriesMax ?? 0) > 0 || /불가능|치명|영구적|fatal|unrecoverable|non-?retr|permanent/i.test(line))
      return undefined;
    return { kind: "retry", retriesMax: 0, delayMs: undefined };
  }
  const delayMs = retryDelay(line);
  if (retriesMax !== undefined || delayMs !== undefined) return { kind: "retry", retriesMax, delayMs };
  const promised =
    /자동\s?(?:으로\s?)?재시도|(?:실패|오류|에러|장애).{0,12}재시도|재시도\s?(?:정책|처리|수행|적용|한다|함)?$|^(?:auto(?:matic(?:ally)?)?[- ])?retr(?:y|ies|ied)\b|\bretried\b|retry (?:on|after) (?:failure|error)|失敗.{0,8}(?:リトライ|再試行)/i;
  const byUser = /버튼|사용자|button|user|manual|수동/i.test(line);
  return word !== null && promised.test(line) && !byUser
    ? { kind: "retry", retriesMax: undefined, delayMs: undefined }
    : undefined;
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
    /(?<![\d.])(\d{1,4})\s*(?:회|번|回|times\b|x\b|retries\b|retry\b|attempts\b)/i.exec(line) ??
    /(?:max(?:imum)?(?:[- _]?retries)?|retries|retry count|up to|at most|재시도(?:\s?횟수)?|최대(?:\s?횟수)?)\s*[:=]?\s*(\d{1,4})(?![\d.]|\s*(?:초|분|시간|ms|s\b|sec|min|h\b|hour|day|일|秒|分))/i.exec(
      line,
    );
  return counted === null ? undefined : Number(counted[1]);
}

/** Only a duration that is called a pause; `retry for up to 1 hour` has none. */
function retryDelay(line: string): number | undefined {
  for (const { ms, start, end } of findDurations(line)) {
    const before = line.slice(Math.max(0, start - 24), start);
    const after = line.slice(end, end + 24);
    if (
      /(?:back-?off|간격|interval|delay|every|wait|after|대기|매|間隔)\s*(?:of\s*|은\s*|는\s*)?[:=(]?\s*$/i.test(
        before,
      )
    )
      return ms;
    if (
      /^\s*(?:의\s*)?(?:(?:exponential|fixed|initial|linear)\s*)?(?:back-?off|간격|interval|delay|apart|마다|후|뒤|대기|間隔|ごと|지수)/i.test(
        after,
      )
    )
      return ms;
  }
  return undefined;
}

function deadLetter(line: string): PolicyContent | undefined {
  const word =
    /dead[- ]?letter|(?<![\w-])DL[QT](?![\w-])|데드\s?레터|デッドレター|(?<![\w.-])[\w.-]+[.-](?:dlt|dlq)(?![\w.-])/i.exec(
      line,
    );
  if (word === null || isNegated(line, word)) return undefined;
  const suffixed = /(?<![\w.-])([A-Za-z][\w.-]*[._-](?:dlt|dlq|dead-letters?))(?![\w.-])/i.exec(line)?.[1];
  const stated =
    /(?:dead[- ]?letter(?:\s?(?:queue|topic))?|DL[QT]|데드\s?레터(?:\s?(?:큐|토픽))?)(?:\s?(?:topic|토픽))?\s*[:=]\s*["']?([A-Za-z][\w]*(?:[.-][\w]+)*)["']?\s*$/i.exec(
      line,
    )?.[1];
  return { kind: "dead-letter", topic: suffixed ?? stated };
}

function states(line: string, heading: string): PolicyContent | undefined {
  const match = /^(?:([^:]{1,80}):\s*)?([^:]+)$/.exec(line);
  const chain = match?.[2]?.split(/\s*(?:→|->|=>|⇒|➔|-->)\s*/) ?? [];
  if (chain.length < 2 || chain.length > 30) return undefined;
  const names = chain
    .flatMap((part) => part.replace(/\s*\([^()]*\)$/, "").split(/\s*[/|]\s*/))
    .map((part) => part.trim());
  const subject = match?.[1]?.trim() ?? "";
  const named = names.every((part) => /^[A-Z][A-Z0-9_]+$/.test(part));
  const aboutState = /상태|\bstat(?:e|us)|状態|ステータス/i.test(subject || heading);
  if (!named && !(aboutState && names.every((part) => /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(part))))
    return undefined;
  return { kind: "states", subject: subject === "" ? heading : subject, states: [...new Set(names)] };
}

function storage(line: string, heading: string): PolicyContent | undefined {
  const permanent =
    /영구(?:적으로)?\s?(?:저장|보관|보존)|(?:stored|persisted|kept|saved)\s+(?:permanently|forever|durably)|permanent(?:ly)?\s+stor(?:ed|age)|永続/i.exec(
      line,
    );
  const temporary =
    /임시\s?(?:저장|보관)|temporar(?:y|ily)\s+(?:stor|cach|kept|sav)\w*|(?:stored|cached|kept|saved)\s+temporarily|一時(?:保存|的に保存)/i.exec(
      line,
    );
  const cached = /TTL/i.test(line)
    ? /(?:에|에\s?)\s?(?:저장|보관|캐싱|캐시)|(?:stored|cached|saved)\s+in/i.exec(line)
    : null;
  const said = permanent ?? temporary ?? cached;
  if (said === null || isNegated(line, said)) return undefined;
  const place = storagePlace(line, heading);
  if (place === undefined) return undefined;
  const seconds = permanent === null ? findDurations(line)[0]?.ms : undefined;
  return {
    kind: "storage",
    place,
    durability: permanent === null ? "temporary" : "permanent",
    seconds: seconds === undefined ? undefined : seconds / 1000,
  };
}

function storagePlace(line: string, heading: string): string | undefined {
  const inside =
    /([\p{L}\p{N}_-]+(?:\s(?:DB|Cache|캐시|데이터베이스))?)에\s?(?:임시\s?|영구\s?(?:적으로\s?)?)?(?:저장|보관|캐싱|캐시|보존)/u.exec(
      line,
    )?.[1] ??
    /(?:stored|cached|saved|kept|persisted)\s(?:\w+\s)?in\s+(?:the\s+)?([\p{L}\p{N}_-]+(?:\s(?:DB|Cache|cache|database))?)/iu.exec(
      line,
    )?.[1];
  const labelled = /^([^:]{1,60}):\s/.exec(line)?.[1]?.trim();
  return inside ?? labelled ?? heading;
}

function freshness(line: string): PolicyContent | undefined {
  const next =
    /(?:다음|이후|차후)\s*(?:조회|읽기|요청|접근)|\b(?:next|subsequent|later)\s+(?:read|lookup|query|request|fetch|get|call|access)|次回.{0,6}(?:参照|取得|読)/i.exec(
      line,
    );
  if (next === null || !/최신|latest|fresh|up-to-date|newest|new state|最新/i.test(line)) return undefined;
  const place =
    /([\p{L}\p{N}_-]+)에서/u.exec(line.slice(next.index))?.[1] ??
    /\bfrom\s+(?:the\s+)?([\p{L}\p{N}_-]+)/iu.exec(line)?.[1];
  return { kind: "freshness", place };
}

function background(line: string): PolicyContent | undefined {
  const word =
    /\bin (?:the |a )?background\b|background (?:thread|task|job|worker|process)|백그라운드|비동기(?:로|적으로)?\s?(?:실행|처리|수행)|(?:runs?|executed?s?|process(?:es|ed)?)\s+asynchronously|asynchronously\s+(?:run|execut|process)|バックグラウンド|非同期(?:で|に)?(?:実行|処理)/i.exec(
      line,
    );
  return word === null || isNegated(line, word) ? undefined : { kind: "background" };
}

function immediateReturn(line: string): PolicyContent | undefined {
  const word =
    /\breturns?\b.{0,60}?\bimmediately\b|\bimmediately\s+(?:returns?|responds?)|(?:즉시|바로)\s?(?:반환|응답|리턴)|\bthread\s+is\s+(?:now\s+)?(?:free|released|not blocked)|스레드.{0,12}(?:해제|반납)|\bnon-?blocking\b|\bfire[- ]and[- ]forget\b|即座に(?:返|応答)/i.exec(
      line,
    );
  return word === null || /\bnot\s+(?:return|respond)|않|free thread/i.test(line)
    ? undefined
    : { kind: "immediate-return" };
}

function transaction(line: string): PolicyContent | undefined {
  const word =
    /(?:하나의|단일|같은|동일(?:한)?|한)\s?트랜잭션|트랜잭션(?:으로|에서|내에서|\s?처리|\s?보장)|@Transactional|\b(?:in|within)\s+(?:a|one|the same|a single)\s+(?:(?:db|database|local)\s+)?transaction\b|\b(?:single|same|one)\s+(?:(?:db|database|local)\s+)?transaction\b|(?:同一|単一)トランザクション/i.exec(
      line,
    );
  return word === null || isNegated(line, word) ? undefined : { kind: "transaction" };
}

/** `X 후 Y`, `Y after X`, `X before Y`, `X, then Y`: short phrases only, so that no story becomes a rule. */
function ordering(line: string): PolicyContent | undefined {
  if (line.length > 120 || /[?!]/.test(line)) return undefined;
  const text = line.replace(/[.。]$/, "");
  const forms: readonly (readonly [RegExp, "first" | "last"])[] = [
    [/^(.+?)(?:\s|된\s|한\s)(?:후에?|이후에?|뒤에?)[,\s]\s?(.+)$/, "first"],
    [/^(.+?),?\s+(?:and\s+)?(?:then|before)\s+(.+)$/i, "first"],
    [/^after\s+([^,]+),\s*(.+)$/i, "first"],
    [/^(?:only\s+)?(.+?)\s+(?:only\s+)?(?:after|once)\s+(.+)$/i, "last"],
    [/^(.+?)\s*(?:→|->|⇒)\s*([^→⇒]+)$/, "first"],
    [/^(.+?)(?:した)?後に?、?(.+)$/, "first"],
  ];
  for (const [form, order] of forms) {
    const [, one = "", two = ""] = form.exec(text) ?? [];
    const left = one.trim();
    const right = two.trim();
    if (!isStep(left) || !isStep(right)) continue;
    return order === "first"
      ? { kind: "ordering", first: left, second: right }
      : { kind: "ordering", first: right, second: left };
  }
  return undefined;
}

/** A phrase that can name a step: a few words, no duration (`2초 후 …` is a rhythm), no negation. */
function isStep(phrase: string): boolean {
  const words = phrase.split(/\s+/);
  if (phrase.length < 2 || words.length > 6 || findDurations(phrase).length > 0 || /[:;]/.test(phrase))
    return false;
  if (/^(?:그|이|if|when|the|it|this|that|until|unless)$/i.test(phrase)) return false;
  return !/\b(?:not|never|no)\b|않|없|못/i.test(phrase);
}
