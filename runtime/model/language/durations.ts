/** A length of time found in a text, with where it stands there. */
export interface FoundDuration {
  readonly ms: number;
  readonly start: number;
  readonly end: number;
}

/** `7일`, `1시간 30분`, `500ms`, `5 minutes` as milliseconds; undefined unless the whole text is a duration. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const [only, ...more] = findDurations(trimmed);
  return only !== undefined && more.length === 0 && only.start === 0 && only.end === trimmed.length
    ? only.ms
    : undefined;
}

/** Every duration in a text, in order. Adjacent ones (`1시간 30분`) are one. */
export function findDurations(text: string): readonly FoundDuration[] {
  const found: FoundDuration[] = [];
  for (const match of text.matchAll(pattern)) {
    const unit = unitsMs.get((match[2] ?? "").toLowerCase());
    if (unit === undefined) continue;
    const ms = Math.round(Number((match[1] ?? "").replace(",", ".")) * unit);
    const last = found.at(-1);
    if (last !== undefined && ms < last.ms && text.slice(last.end, match.index).trim() === "") {
      found[found.length - 1] = { ms: last.ms + ms, start: last.start, end: match.index + match[0].length };
    } else {
      found.push({ ms, start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const unitsMs: ReadonlyMap<string, number> = new Map([
  ...["ms", "msec", "msecs", "millis", "millisecond", "milliseconds", "밀리초", "ミリ秒", "毫秒"].map(
    (u) => [u, 1] as const,
  ),
  ...["s", "sec", "secs", "second", "seconds", "초", "秒"].map((u) => [u, second] as const),
  ...["m", "min", "mins", "minute", "minutes", "분", "分", "分間", "分钟"].map((u) => [u, minute] as const),
  ...["h", "hr", "hrs", "hour", "hours", "시간", "時間", "小时"].map((u) => [u, hour] as const),
  ...["d", "day", "days", "일", "日", "日間", "天"].map((u) => [u, day] as const),
  ...["w", "week", "weeks", "주", "주일", "週", "週間", "周"].map((u) => [u, 7 * day] as const),
]);

/** Longest unit first. `초안` (draft), `분기` (quarter), `일차` (nth day) and `주문` (order) only begin like units. */
const pattern = new RegExp(
  String.raw`(?<![\p{Script=Latin}\p{Script=Hangul}\d.,_-])(\d{1,9}(?:[.,]\d{1,3})?)\s{0,2}-?(${[...unitsMs.keys()].toSorted((a, b) => b.length - a.length).join("|")})(?![A-Za-z\d]|안|기|차|문)`,
  "giu",
);
