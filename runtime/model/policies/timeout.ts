import { durationText } from "../language/directive-words.ts";
import { findDurations, parseDuration } from "../language/durations.ts";
import { phrases } from "../language/phrases.ts";
import { differing } from "../policy/contradiction.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { consumerKeeps, idle, kept } from "../policy/policy-keeper.ts";

/** After how long something is given up, and what follows. */
export interface Timeout {
  readonly kind: "timeout";
  readonly afterMs?: number | undefined;
  readonly reaction?: string | undefined;
}

const word = phrases({
  ko: /타임\s?아웃|시간\s?초과|응답(?:이\s|\s)?.{0,12}(?:안에|이내에?|내에?)\s?(?:없으면|오지\s?않으면)/,
  en: /\btime-?\s?out\b/i,
  ja: /タイムアウト/,
  zh: /超时/,
});
const reactions = [
  /(?:\btime-?\s?out|타임\s?아웃|시간\s?초과|タイムアウト)\s?(?:(?:시에?|발생\s?시|되면)(?![\p{L}])|時)\s*(?:[:,→]|->)?\s*(\S.*)$/iu,
  /^(?:on|upon)\s+time-?\s?out\s*[:,→]?\s*(\S.*)$/i,
  /\btime-?\s?out\b[^→:]{0,40}(?:→|->)\s*(\S.*)$/i,
];

export const timeout: PolicyDefinition<Timeout> = {
  kind: "timeout",
  inLine(line) {
    if (word.promised(line) === undefined) return undefined;
    const durations = findDurations(line);
    const afterMs = durations.length === 1 ? durations[0]?.ms : undefined;
    const reaction = reactions.map((form) => form.exec(line)?.[1]).find((found) => found !== undefined);
    if (afterMs === undefined && reaction === undefined) return undefined;
    return { kind: "timeout", afterMs, reaction: reaction?.trim() };
  },
  yieldsTo: ["ttl", "time-goal"],
  directives: {
    timeout: {
      form: "timeout <duration> [<reaction>], such as timeout 5s",
      read([after = "", ...reaction]) {
        const afterMs = parseDuration(after);
        if (afterMs === undefined) return undefined;
        return { kind: "timeout", afterMs, reaction: reaction.join(" ") || undefined };
      },
    },
  },
  toDirective: ({ afterMs, reaction = "" }) =>
    afterMs === undefined ? undefined : `timeout ${durationText(afterMs)} ${reaction}`.trimEnd(),
  examples: {
    ko: [
      ["타임아웃: 5초", { kind: "timeout", afterMs: 5000 }],
      ["Timeout 시: 사용자에게 알림", { kind: "timeout", reaction: "사용자에게 알림" }],
    ],
    en: [["Timeout: 30s", { kind: "timeout", afterMs: 30_000 }]],
    ja: [["タイムアウト: 10秒", { kind: "timeout", afterMs: 10_000 }]],
  },
  standsAt: ["entry", "call", "self step", "answer", "background work", "diagram"],
  contradicts: [differing<Timeout>("timeout", ({ afterMs }) => afterMs, "the time in ms")],
  keptBy: [
    consumerKeeps("the consumer gives a message up that takes longer, and tries it again", ({ afterMs }) =>
      afterMs === undefined ? idle("the note does not say after how long") : kept,
    ),
  ],
  atEntry: ({ afterMs }) => ({ deadlineMs: afterMs }),
  describe: ({ afterMs, reaction }) =>
    `given up${afterMs === undefined ? "" : ` after ${durationText(afterMs)}`}${reaction === undefined ? "" : `, then: ${reaction}`}`,
};
