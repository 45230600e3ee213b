import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";

/** Not more than so many requests are served in a time. */
export interface RateLimit {
  readonly kind: "rate-limit";
}

const word = phrases({
  ko: /(?:초|분|시간|일)당\s?(?:최대\s?)?\d[\d,]{0,8}\s?(?:회|건|번|개|요청)?\s?(?:요청|호출|조회)?(?:으로|로)?\s?(?:까지\s?)?(?:제한|허용)|(?:요청|호출)\s?(?:수|횟수|속도)?\s?제한|레이트\s?(?:리밋|리미트|리미팅|제한)/,
  en: /\brate[- ]?limit(?:s|ed|er|ing)?\b|\bthrottl(?:ed|ing)\b/i,
  ja: /レート\s?(?:制限|リミット)/,
  zh: /限流|速率限制/,
});
const promise: RateLimit = { kind: "rate-limit" };

export const rateLimit: PolicyDefinition<RateLimit> = {
  kind: "rate-limit",
  inLine: (line) => (word.promised(line) === undefined ? undefined : promise),
  directives: { "rate-limit": wordAlone("rate-limit", promise) },
  toDirective: () => "rate-limit",
  examples: {
    ko: [["분당 60회 제한", promise]],
    en: [["Rate limit: 100 req/min", promise]],
    ja: [["レート制限: 毎分100回", promise]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  // The runtime counts no requests, and `explain` and a warning say so.
  keptBy: [],
  describe: () => "only so many requests are served in a time",
};
