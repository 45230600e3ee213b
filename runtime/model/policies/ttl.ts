import { durationText } from "../language/directive-words.ts";
import { findDurations, parseDuration } from "../language/durations.ts";
import { phrases } from "../language/phrases.ts";
import { contradiction } from "../policy/contradiction.ts";
import { stepsNamed } from "../policy/find-steps.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { broken, idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** How long something is kept before it expires. */
export interface Ttl {
  readonly kind: "ttl";
  /** What is kept, in the note's words. */
  readonly subject: string;
  readonly seconds: number;
}

const expiry = phrases({
  ko: /만료\s?(?:시간|기간)|\d\s?(?:초|분|시간|일|주)(?:간|\s?동안)?\s?(?:유효(?!\s?성)|보관)|보관\s?(?:기간\s?)?[:：]?\s?\d|만료\s?\d|(?:세션|토큰|캐시|키|링크|인증번호|OTP)\s?만료(?=\s?[:：(]|\s?\d)|유효\s?(?:기간|시간)|(?:후|뒤)(?:에)?\s?(?:자동\s?)?만료|\d\s?(?:초|분|시간|일|주)(?:간|\s?동안)?\s?(?:캐시|캐싱)(?=$|[\s.,)됨하한])|캐시\s?유지(?:\s?(?:시간|기간))?|^(?:\S{1,20}\s)?(?:캐싱|캐시)(?:\s?기간)?\s?[:：]/,
  en: /\bTTL\b|\bexpir(?:es?|y|ation)\b|\bcached for\b/i,
  ja: /有効期限/,
  zh: /过期时间|有效期|缓存\s?\d/,
});
const expiryHeading = phrases({ ko: /만료|유효\s?기간/, en: /\bTTL\b/i, ja: /有効期限/ });

export const ttl: PolicyDefinition<Ttl> = {
  kind: "ttl",
  inLine(line, heading) {
    const found = expiry.find(line);
    const under =
      found === undefined && expiryHeading.in(heading) && /^[^:]{1,60}:\s*\S+(?:\s\S+)?$/.test(line);
    const [duration, ...more] = findDurations(line);
    if ((found === undefined && !under) || duration === undefined || more.length > 0) return undefined;
    if (found !== undefined && expiry.promised(line) === undefined) return undefined;
    return { kind: "ttl", subject: subjectOf(line, heading), seconds: duration.ms / 1000 };
  },
  inHeading: () => true,
  directives: {
    ttl: {
      form: "ttl <subject> <duration>, such as ttl order:{id} 7d",
      read(words) {
        const ms = parseDuration(words.at(-1) ?? "");
        const subject = words.slice(0, -1).join(" ");
        return ms === undefined || subject === "" ? undefined : { kind: "ttl", subject, seconds: ms / 1000 };
      },
    },
  },
  toDirective: ({ subject, seconds }) => `ttl ${subject} ${durationText(seconds * 1000)}`,
  examples: {
    ko: [
      ["이미지 URL: TTL 7일", { kind: "ttl", subject: "이미지 URL", seconds: 604_800 }],
      ["일반 사용자: 1시간 캐시", { kind: "ttl", subject: "일반 사용자", seconds: 3600 }],
    ],
    en: [["order:{id} expires after 7 days", { kind: "ttl", subject: "order:{id}", seconds: 604_800 }]],
    ja: [["セッション: 有効期限 30分", { kind: "ttl", subject: "セッション", seconds: 1800 }]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  contradicts: [
    contradiction<Ttl, Ttl>("ttl", (one, other) =>
      one.subject === other.subject && one.seconds !== other.seconds
        ? `"${one.subject}" is kept for ${durationText(one.seconds * 1000)} here and ${durationText(other.seconds * 1000)} there`
        : undefined,
    ),
  ],
  keptBy: [{ by: "check", how: "every arrow that writes it sets the same time to live", judge: drawnTtl }],
  describe: ({ subject, seconds }) =>
    `${subject === "" ? "it" : `"${subject}"`} is kept for ${durationText(seconds * 1000)}`,
};

function drawnTtl({ subject, seconds }: Ttl, { steps, participants, bound }: PolicyView): Verdict {
  const writing = stepsNamed(subject, steps, participants).filter(
    ({ ttlSeconds }) => ttlSeconds !== undefined,
  );
  const different = writing.find(({ ttlSeconds }) => ttlSeconds !== seconds);
  if (different !== undefined)
    return broken(`"${different.text}" keeps it for ${different.ttlSeconds ?? 0} s`, [different.id]);
  if (writing.length > 0) return kept;
  // A note beside the arrows that write need not call what they write by name.
  const beside = bound.steps.filter(({ ttlSeconds }) => ttlSeconds !== undefined);
  if (beside.length === 0) return idle("no arrow that writes it says for how long");
  const others = beside.filter(({ ttlSeconds }) => ttlSeconds !== seconds);
  if (others.length === 0) return kept;
  const said = others.map(({ text, ttlSeconds }) => `"${text}" keeps it for ${ttlSeconds ?? 0} s`);
  return subject === "" && others.length === beside.length
    ? broken(
        said.join(", and "),
        others.map(({ id }) => id),
      )
    : idle(`no arrow that writes it says so: ${said.join(", and ")}`);
}

const isOnlyExpiry =
  /^(?:redis\s+)?(?:TTL|만료 ?(?:시간|기간)|유효 ?(?:기간|시간)|expiry|expiration|有効期限)$/i;

/** What stands before the colon, or before the statement of the time. */
function subjectOf(line: string, heading: string): string {
  const labelled = /^([^:]{1,80}):\s/.exec(line)?.[1]?.trim() ?? "";
  if (labelled !== "" && !isOnlyExpiry.test(labelled)) return labelled.replace(/\s+TTL$/i, "");
  const before =
    /^(.{0,80}?)\s*[(,]?\s*(?:(?:with\s+(?:a\s+)?)?TTL\b|\bexpir|만료|유효|\d)/i.exec(line)?.[1]?.trim() ??
    "";
  const subject = before
    .replace(/\s(?:(?:is|are)\s)?(?:stored|cached|saved|kept)(?:\s.*)?$/i, "")
    .replace(/(?:에 저장|은|는)$/, "")
    .trim();
  return subject === "" || labelled !== "" ? heading : subject;
}
