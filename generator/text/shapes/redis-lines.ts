import { parseDuration } from "seqwright-runtime/model";
import { unbracketed } from "../lexical/message-lines.ts";

/** What the lines below a Redis command say of its arguments. */
export interface RedisLines {
  readonly value: string | undefined;
  readonly seconds: number | undefined;
  /** Lines that say something else. */
  readonly others: readonly string[];
}

/** `Value: now`, `{order}`, `TTL: 30 minutes`, `TTL=1800`, `TTL 30분`, `만료: 30분`, `EX 30m`. */
export function redisLines(lines: readonly string[]): RedisLines {
  let value: string | undefined;
  let seconds: number | undefined;
  const others: string[] = [];
  for (const line of wholeForms(lines)) {
    const lasting = lastingOf(line);
    const given = valueOf(line);
    if (lasting !== undefined) seconds ??= lasting;
    else if (given !== undefined && value === undefined) value = given;
    else others.push(line);
  }
  return { value, seconds, others };
}

/** What is in brackets may go over several lines. */
function wholeForms(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const last = whole.at(-1);
    if (last !== undefined && /^[{[]/.test(last) && isOpen(last)) whole[whole.length - 1] = `${last} ${line}`;
    else whole.push(line);
  }
  return whole;
}

function isOpen(text: string): boolean {
  return text.split(/[{[]/).length > text.split(/[}\]]/).length;
}

/** A number of seconds, or a length of time: `1800`, `30m`, `30 minutes`. */
export function secondsOf(text: string): number | undefined {
  const plain = text.trim();
  if (/^\d{1,9}$/.test(plain)) return Number(plain);
  const ms = parseDuration(plain);
  return ms === undefined ? undefined : Math.round(ms / 1000);
}

function lastingOf(line: string): number | undefined {
  const said =
    /^(?:ttl|ex(?![a-z])|expires?(?: in| after)?|expiry|expiration|만료(?: ?시간)?|유효 ?(?:시간|기간)|有効期限)\s{0,5}[:=]?\s{0,5}(\S.{0,40})$/i.exec(
      unbracketed(line.slice(0, 100)),
    )?.[1];
  return said === undefined ? undefined : secondsOf(said);
}

function valueOf(line: string): string | undefined {
  if (/^[{["]/.test(line)) return line;
  return /^(?:value|val|값|値)\s{0,5}[:=]\s{0,5}(\S.{0,300})$/i.exec(line.slice(0, 400))?.[1]?.trim();
}
