import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";

/** After several failures, nothing is asked for a while. */
export interface CircuitBreaker {
  readonly kind: "circuit-breaker";
}

const word = phrases({
  ko: /(?:서킷|써킷|회로)\s?(?:브레이커|차단기)/,
  en: /\bcircuit[- ]?breaker/i,
  ja: /サーキット\s?ブレーカー/,
  zh: /熔断/,
});
const promise: CircuitBreaker = { kind: "circuit-breaker" };

export const circuitBreaker: PolicyDefinition<CircuitBreaker> = {
  kind: "circuit-breaker",
  inLine: (line) => (word.promised(line) === undefined ? undefined : promise),
  inHeading: () => true,
  directives: { "circuit-breaker": wordAlone("circuit-breaker", promise) },
  toDirective: () => "circuit-breaker",
  examples: {
    ko: [["서킷 브레이커: 5회 실패 시 Open", promise]],
    en: [["Circuit breaker opens after 5 failures", promise]],
    ja: [["サーキットブレーカーを適用", promise]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  // The runtime has no breaker, and `explain` and a warning say so.
  keptBy: [],
  describe: () => "after several failures, nothing is asked for a while",
};
