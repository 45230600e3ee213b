import { quoted } from "../language/directive-words.ts";
import { findDurations } from "../language/durations.ts";
import { speaksOfTechnology, stepsNamed } from "../policy/find-steps.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { broken, kept, prose, unplaced, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView, ViewedStep } from "../policy/policy-view.ts";

/** One thing happens only after another. */
export interface OrderingPolicy {
  readonly kind: "ordering";
  readonly first: string;
  readonly second: string;
}

/** `X 후 Y`, `Y after X`, `X before Y`, `X, then Y`: short phrases only, so that no story becomes a rule. */
const forms: readonly (readonly [form: RegExp, comes: "first" | "last"])[] = [
  [/^(.+?)(?:\s|된\s|한\s)(?:후|이후|뒤)(?:에만?)?[,\s]\s?(.+)$/, "first"],
  [/^(.+?)\s이?전에?[,\s]\s?(.+)$/, "last"],
  [/^(.+?),?\s+(?:and\s+)?(?:then|before)\s+(.+)$/i, "first"],
  [/^after\s+([^,]+),\s*(.+)$/i, "first"],
  [/^(?:only\s+)?(.+?)\s+(?:only\s+)?(?:after|once)\s+(.+)$/i, "last"],
  [/^(.+?)\s*(?:→|->|⇒)\s*([^→⇒]+)$/, "first"],
  [/^(.+?)(?:した)?後に?、?(.+)$/, "first"],
];

/** `캐시 갱신은 DB 커밋 이후`, `메일은 결제 완료 후 발송`: what is spoken of comes last. */
const topicForm =
  /^([^,]{1,40}?)[은는]\s([^,]{1,40}?)(?:된|한)?\s?(?:이후|후|뒤)(?:에만?)?(?:\s(\S{1,10}))?$/;

export const ordering: PolicyDefinition<OrderingPolicy> = {
  kind: "ordering",
  inLine(line) {
    if (line.length > 120 || /[?!]/.test(line)) return undefined;
    const text = line.replace(/[.。]$/, "");
    const [, topic = "", before = "", verb = ""] = topicForm.exec(text) ?? [];
    const last = `${topic} ${verb}`.trim();
    if (isStep(before) && isStep(last)) return { kind: "ordering", first: before, second: last };
    for (const [form, comes] of forms) {
      const [, one = "", two = ""] = form.exec(text) ?? [];
      const [left, right] = [one.trim(), two.trim()];
      if (!isStep(left) || !isStep(right)) continue;
      return comes === "first"
        ? { kind: "ordering", first: left, second: right }
        : { kind: "ordering", first: right, second: left };
    }
    return undefined;
  },
  yieldsTo: "any",
  directives: {
    order: {
      form: "order <first> then <second>",
      read(words) {
        const at = words.indexOf("then");
        const first = words.slice(0, Math.max(0, at)).join(" ");
        const second = words.slice(at + 1).join(" ");
        return at < 0 || first === "" || second === "" ? undefined : { kind: "ordering", first, second };
      },
    },
  },
  toDirective: ({ first, second }) => `order ${quoted(first)} then ${quoted(second)}`,
  examples: {
    ko: [
      ["DB 저장 후 캐시 무효화", { kind: "ordering", first: "DB 저장", second: "캐시 무효화" }],
      ["캐시 갱신은 DB 커밋 이후", { kind: "ordering", first: "DB 커밋", second: "캐시 갱신" }],
      ["재고 차감 전 결제 확인", { kind: "ordering", first: "결제 확인", second: "재고 차감" }],
    ],
    en: [
      [
        "invalidate cache after DB commit",
        { kind: "ordering", first: "DB commit", second: "invalidate cache" },
      ],
      ["save order, then publish event", { kind: "ordering", first: "save order", second: "publish event" }],
    ],
    ja: [["DB保存後にキャッシュ削除", { kind: "ordering", first: "DB保存", second: "キャッシュ削除" }]],
  },
  names: ({ first, second }) => ({ first, second }),
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  keptBy: [
    { by: "check", how: "the arrows are drawn in this order", judge: drawnInOrder },
    {
      by: "property",
      property: "resource-order",
      how: "where the first has failed, or is not done yet, the second does not happen",
      judge: drawnInOrder,
    },
  ],
  describe: ({ first, second }) => `"${second}" only after "${first}"`,
};

function drawnInOrder({ first, second }: OrderingPolicy, { steps, participants }: PolicyView): Verdict {
  const [earlier, later] = [stepsNamed(first, steps, participants), stepsNamed(second, steps, participants)];
  // A story that the arrows tell only in part is no promise, unless its part speaks of a database, a cache or the like.
  const missing = earlier.length === 0 ? first : later.length === 0 ? second : undefined;
  if (missing !== undefined) {
    const why = `no arrow is known as "${missing}"`;
    return speaksOfTechnology(missing === first ? second : first) ? unplaced(why) : prose(why);
  }
  const position = (step: ViewedStep): number => steps.indexOf(step);
  const early = later.find((step) => earlier.every((one) => position(one) > position(step)));
  const [instead] = earlier;
  if (early === undefined || instead === undefined) return kept;
  return broken(`"${early.text}" is drawn before "${instead.text}"`, [early.id, instead.id]);
}

/** A phrase that can name a step: a few words, no duration (`2초 후 …` is a rhythm), no negation. */
function isStep(phrase: string): boolean {
  const words = phrase.split(/\s+/);
  if (phrase.length < 2 || words.length > 6 || findDurations(phrase).length > 0 || /[:;]/.test(phrase))
    return false;
  if (/^(?:그|이|if|when|the|it|this|that|until|unless)$/i.test(phrase)) return false;
  return !/\b(?:not|never|no)\b|않|없|못/i.test(phrase);
}
