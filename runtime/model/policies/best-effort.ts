import { eachApart } from "../language/each-apart.ts";
import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** When this fails, the rest goes on as if it had not. */
export interface BestEffort {
  readonly kind: "best-effort";
}

const word = phrases({
  ko: /(?:실패|오류|에러)\s?시(?:에는|에)?\s?로그만\s?(?:남기고|기록하고)\s?(?:계속|진행)|실패(?:해도|하더라도|하여도)(?=.{0,20}(?:무시|무관|계속|진행|정상|영향|성공|유지|응답))|(?:실패|오류|에러|예외)(?:는|은|가|\s?시(?:에는|에도|에)?)?\s?(?:로그만\s?(?:남기고|기록하고)\s?)?무시|(?:실패|오류|장애)(?:는|은|가|이|도)?.{0,16}(?:에\s?)?영향(?:을|이|은)?\s?(?:없|주지|미치지)/,
  en: /\bbest[- ]effort\b|\bfail(?:ure|ures|s)?(?:\s+(?:here|of it))?\s+(?:is|are|can be|may be)\s+(?:ignored|tolerated|swallowed)|\bignore[sd]?\s+(?:any\s+|all\s+)?(?:failures?|errors?)\b|\b(?:errors?|exceptions?)\s+(?:is|are)\s+(?:ignored|swallowed)|\b(?:continues?|goes on|go on|proceeds?)\s+(?:even\s+)?if\s+(?:it|this)\s+fails\b/i,
  ja: /ベストエフォート|失敗(?:しても|は)(?:無視|続行|継続)/,
  zh: /失败(?:时)?(?:可)?忽略|失败不影响|尽力而为/,
});
const promise: BestEffort = { kind: "best-effort" };

export const bestEffort: PolicyDefinition<BestEffort> = {
  kind: "best-effort",
  inLine: (line) => (word.in(line) && !eachApart.in(line) ? promise : undefined),
  directives: { "best-effort": wordAlone("best-effort", promise) },
  toDirective: () => "best-effort",
  examples: {
    ko: [
      ["실패해도 무시", promise],
      ["알림 실패해도 주문은 계속 진행", promise],
    ],
    en: [["best effort", promise]],
    ja: [["失敗しても無視", promise]],
  },
  standsAt: ["call", "self step", "background work"],
  keptBy: [
    {
      by: "property",
      property: "best-effort",
      how: "after an error of such an arrow the rest goes on as it is drawn",
      judge: callsOfComponents,
    },
  ],
  describe: () => "when it fails, the rest goes on",
};

function callsOfComponents(_: BestEffort, { bound, participants }: PolicyView): Verdict {
  const components = new Set(participants.flatMap(({ code, role }) => (role === "component" ? [code] : [])));
  return bound.steps.some(({ kind, from }) => kind !== "reply" && components.has(from))
    ? kept
    : idle("no component calls anybody where it stands");
}
