import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** Only one at a time does this. */
export interface Lock {
  readonly kind: "lock";
}

const word = phrases({
  ko: /(?:낙관적|비관적|분산|배타|행|글로벌)\s?(?:락|잠금)|동시성\s?제어|(?<![\p{L}])락(?:\s?(?:획득|해제|유지|타임아웃)|\s?[:(]|\s?\d)/u,
  en: /\b(?:optimistic|pessimistic|distributed|exclusive|row)[- ](?:level[- ])?lock(?:s|ing|ed)?\b|\bconcurrency control\b|\bfor update\b/i,
  ja: /(?:楽観|悲観|分散|排他)(?:的)?ロック|排他制御/,
  zh: /(?:乐观|悲观|分布式|排他)锁/,
});
const promise: Lock = { kind: "lock" };

export const lock: PolicyDefinition<Lock> = {
  kind: "lock",
  inLine: (line) => (word.promised(line) === undefined ? undefined : promise),
  directives: { lock: wordAlone("lock", promise) },
  toDirective: () => "lock",
  examples: {
    ko: [
      ["동시성 제어: 낙관적 락", promise],
      ["락 10초", promise],
    ],
    en: [["pessimistic locking", promise]],
    ja: [["楽観的ロック", promise]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  keptBy: [{ by: "check", how: "an arrow takes the lock, or compares the version", judge: isTaken }],
  describe: () => "only one at a time does this",
};

const taking =
  /\bfor\s+(?:no\s+key\s+)?update\b|\bSETNX\b|\bSET\b.{0,200}\bNX\b|\bversion\s*=|\block|advisory|락|잠금|ロック|锁/i;

function isTaken(_: Lock, { bound }: PolicyView): Verdict {
  return bound.steps.some(({ kind, text }) => kind !== "reply" && taking.test(text.slice(0, 2000)))
    ? kept
    : idle("no arrow where it stands takes a lock or compares a version");
}
