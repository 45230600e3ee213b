import { eachApart } from "../language/each-apart.ts";
import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** What protects from too much at once (of failures, of requests, of changes to one thing), or one of several from another. */
export interface Safeguard {
  readonly kind: "safeguard";
  readonly means: "circuit-breaker" | "rate-limit" | "lock" | "isolation";
}

const said = {
  "circuit-breaker": phrases({
    ko: /(?:서킷|써킷|회로)\s?(?:브레이커|차단기)/,
    en: /\bcircuit[- ]?breaker/i,
    ja: /サーキット\s?ブレーカー/,
    zh: /熔断/,
  }),
  "rate-limit": phrases({
    ko: /(?:초|분|시간|일)당\s?(?:최대\s?)?\d[\d,]{0,8}\s?(?:회|건|번|개|요청)?\s?(?:요청|호출|조회)?(?:으로|로)?\s?(?:까지\s?)?(?:제한|허용)|(?:요청|호출)\s?(?:수|횟수|속도)?\s?제한|레이트\s?(?:리밋|리미트|리미팅|제한)/,
    en: /\brate[- ]?limit(?:s|ed|er|ing)?\b|\bthrottl(?:ed|ing)\b/i,
    ja: /レート\s?(?:制限|リミット)/,
    zh: /限流|速率限制/,
  }),
  lock: phrases({
    ko: /(?:낙관적|비관적|분산|배타|행|글로벌)\s?(?:락|잠금)|동시성\s?제어|(?<![\p{L}])락(?:\s?(?:획득|해제|유지|타임아웃)|\s?[:(]|\s?\d)/u,
    en: /\b(?:optimistic|pessimistic|distributed|exclusive|row)[- ](?:level[- ])?lock(?:s|ing|ed)?\b|\bconcurrency control\b|\bfor update\b/i,
    ja: /(?:楽観|悲観|分散|排他)(?:的)?ロック|排他制御/,
    zh: /(?:乐观|悲观|分布式|排他)锁/,
  }),
  isolation: eachApart,
};
const allMeans = ["circuit-breaker", "rate-limit", "lock", "isolation"] as const;
const promise = (means: Safeguard["means"]): Safeguard => ({ kind: "safeguard", means });

export const safeguard: PolicyDefinition<Safeguard> = {
  kind: "safeguard",
  inLine(line) {
    const means = allMeans.find((one) => said[one].promised(line) !== undefined);
    return means === undefined ? undefined : promise(means);
  },
  inHeading: ({ means }) => means !== "lock",
  directives: {
    "circuit-breaker": wordAlone("circuit-breaker", promise("circuit-breaker")),
    "rate-limit": wordAlone("rate-limit", promise("rate-limit")),
    lock: wordAlone("lock", promise("lock")),
    isolation: wordAlone("isolation", promise("isolation")),
  },
  toDirective: ({ means }) => means,
  examples: {
    ko: [
      ["서킷 브레이커: 5회 실패 시 Open", promise("circuit-breaker")],
      ["분당 60회 제한", promise("rate-limit")],
      ["동시성 제어: 낙관적 락", promise("lock")],
      ["락 10초", promise("lock")],
      ["하나의 가맹점이 실패해도 나머지는 계속 진행", promise("isolation")],
    ],
    en: [
      ["Circuit breaker opens after 5 failures", promise("circuit-breaker")],
      ["Rate limit: 100 req/min", promise("rate-limit")],
      ["pessimistic locking", promise("lock")],
    ],
    ja: [["楽観的ロック", promise("lock")]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  keptBy: [{ by: "check", how: "an arrow takes the lock, or compares the version", judge: isTaken }],
  describe: ({ means }) => descriptions[means],
};

const descriptions = {
  "circuit-breaker": "after several failures, nothing is asked for a while",
  "rate-limit": "only so many requests are served in a time",
  lock: "only one at a time does this",
  isolation: "when one of several fails, the others go on",
} as const;

const taking =
  /\bfor\s+(?:no\s+key\s+)?update\b|\bSETNX\b|\bSET\b.{0,200}\bNX\b|\bversion\s*=|\block|advisory|락|잠금|ロック|锁/i;

function isTaken({ means }: Safeguard, { bound }: PolicyView): Verdict {
  if (means === "isolation") return idle("an error in one round of a loop ends the loop");
  if (means !== "lock") return idle("the runtime has no breaker and counts no requests");
  return bound.steps.some(({ kind, text }) => kind !== "reply" && taking.test(text.slice(0, 2000)))
    ? kept
    : idle("no arrow where it stands takes a lock or compares a version");
}
