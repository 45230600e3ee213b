import { durationAfter, durationText } from "../language/directive-words.ts";
import { findDurations } from "../language/durations.ts";
import { phrases } from "../language/phrases.ts";
import { contradiction } from "../policy/contradiction.ts";
import { stepsNamed } from "../policy/find-steps.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** How fast something should be. */
export interface TimeGoal {
  readonly kind: "time-goal";
  readonly subject: string;
  readonly statistic: "average" | "percentile" | "max";
  readonly percentile?: number | undefined;
  readonly withinMs: number;
}

const boundAfter = /^\s*(?:이내|이하|미만|以内|以下|or less|max\b)/i;
const boundBefore = /(?:\b(?:within|under|below|less than|at most|in under)|<=?|≤)\s*$/i;
const averaged = phrases({ ko: /평균/, en: /\b(?:average|avg|mean)\b/i, ja: /平均/ });
const timely = phrases({
  ko: /시간|지연|응답|성능|목표/,
  en: /\b(?:time|latency|respon\w+|SLA|SLO|duration|performance)\b/i,
  ja: /時間|応答/,
});
const notSubject =
  /\bP\d{2}(?:\.\d{1,2})?\b|\b\d{2}(?:\.\d)?(?:th)?\s*percentile\b|평균|平均|\b(?:average|avg|mean|max(?:imum)?)\b|최대|\b(?:is|must be|of|within|under|below|less than|at most|in)\s*$|\(? ?<=?\s*$|≤\s*$/gi;

export const timeGoal: PolicyDefinition<TimeGoal> = {
  kind: "time-goal",
  inLine(line, heading) {
    const [duration, ...more] = findDurations(line);
    if (duration === undefined || more.length > 0) return undefined;
    const before = line.slice(0, duration.start);
    if (!boundAfter.test(line.slice(duration.end)) && !boundBefore.test(before)) return undefined;
    const percentile = percentileIn(line);
    const isAverage = averaged.in(line);
    // What takes less than a second is no term of business.
    const isBrief = duration.ms < 1000;
    if (
      percentile === undefined &&
      !isAverage &&
      ![before, line.slice(duration.end), heading].some((text) => timely.in(text)) &&
      !isBrief
    )
      return undefined;
    const subject = before
      .replace(notSubject, "")
      .replaceAll(/[:\s]+/g, " ")
      .trim();
    return {
      kind: "time-goal",
      subject: subject === "" ? heading : subject,
      statistic: percentile !== undefined ? "percentile" : isAverage ? "average" : "max",
      percentile,
      withinMs: duration.ms,
    };
  },
  inHeading: () => true,
  yieldsTo: ["ttl"],
  directives: {
    "time-goal": { form: "time-goal <subject> [p95|average] within <duration>", read: readDirective },
  },
  toDirective: ({ subject, statistic, percentile, withinMs }) =>
    ["time-goal", subject, ...statisticWord(statistic, percentile), "within", durationText(withinMs)].join(
      " ",
    ),
  examples: {
    ko: [
      [
        "평균 이미지 생성 시간: 20초 이내",
        { kind: "time-goal", subject: "이미지 생성 시간", statistic: "average", withinMs: 20_000 },
      ],
    ],
    en: [
      [
        "P99 latency < 200ms",
        { kind: "time-goal", subject: "latency", statistic: "percentile", percentile: 99, withinMs: 200 },
      ],
    ],
    ja: [["応答時間: 3秒以内", { kind: "time-goal", subject: "応答時間", statistic: "max", withinMs: 3000 }]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  contradicts: [
    contradiction<TimeGoal, TimeGoal>("time-goal", (one, other) =>
      one.subject === other.subject &&
      one.statistic === other.statistic &&
      one.percentile === other.percentile &&
      one.withinMs !== other.withinMs
        ? `the goal for "${one.subject}" is ${durationText(one.withinMs)} here and ${durationText(other.withinMs)} there`
        : undefined,
    ),
  ],
  names: ({ subject }) => ({ of: thingIn(subject) }),
  keptBy: [
    {
      by: "property",
      property: "time-goal",
      how: "what components do of it takes no longer, as long as nobody that they ask is slow",
      judge: isMeasured,
    },
  ],
  describe: ({ subject, statistic, percentile, withinMs }) =>
    `${subject === "" ? "it" : `"${subject}"`} takes at most ${durationText(withinMs)}${statistic === "max" ? "" : ` (${statistic === "average" ? "on average" : `P${percentile ?? ""}`})`}`,
};

/** Words that speak of time, and of whatever is asked. */
const timeWords =
  /(?:응답|처리|평균|전체|시간|지연|목표|성능|요청)|\b(?:API|responses?|processing|requests?|total|overall|time|latency|duration|performance|SLA|SLO|goals?|targets?)\b|応答|処理|時間/giu;

/** What it is that takes the time; undefined where that is simply what comes in. */
function thingIn(subject: string): string | undefined {
  const thing = subject
    .replace(timeWords, " ")
    .replaceAll(/[\s:()·,-]+/gu, " ")
    .trim();
  return thing === "" ? undefined : thing;
}

function isMeasured({ subject }: TimeGoal, { steps, participants, bound }: PolicyView): Verdict {
  const thing = thingIn(subject);
  const about = thing === undefined ? bound.steps : stepsNamed(thing, steps, participants);
  if (thing !== undefined && about.length === 0) return idle(`no arrow is known as "${thing}"`);
  const components = new Set(participants.flatMap(({ code, role }) => (role === "component" ? [code] : [])));
  return about.some(({ kind, to }) => kind === "call" && components.has(to))
    ? kept
    : idle("no component is asked for it where it stands");
}

function percentileIn(line: string): number | undefined {
  const said = /\bP(\d{2}(?:\.\d{1,2})?)\b|\b(\d{2}(?:\.\d)?)(?:th)?\s*(?:percentile|백분위)/i.exec(line);
  return said === null ? undefined : Number(said[1] ?? said[2]);
}

function readDirective(words: readonly string[]): TimeGoal | undefined {
  const withinMs = durationAfter(words, ["within"]);
  const at = words.indexOf("within");
  const word = words[at - 1] ?? "";
  const percentile = /^p(\d{2}(?:\.\d{1,2})?)$/i.exec(word)?.[1];
  const statistic = percentile !== undefined ? "percentile" : word === "average" ? "average" : "max";
  const subject = words.slice(0, statistic === "max" ? at : at - 1).join(" ");
  if (withinMs === undefined || subject === "") return undefined;
  return {
    kind: "time-goal",
    subject,
    statistic,
    percentile: percentile === undefined ? undefined : Number(percentile),
    withinMs,
  };
}

function statisticWord(statistic: TimeGoal["statistic"], percentile: number | undefined): readonly string[] {
  if (statistic === "max") return [];
  return statistic === "average" ? ["average"] : [`p${percentile ?? ""}`];
}
