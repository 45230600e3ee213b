import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { handedOnByMessage, idle, kept } from "../policy/policy-keeper.ts";

/** The caller is answered at once, before the work is done. */
export interface ImmediateReturn {
  readonly kind: "immediate-return";
}

const word = phrases({
  ko: /(?:즉시|바로)\s?(?:\d{3}\s?)?(?:\w{1,20}\s)?(?:반환|응답|리턴)|스레드.{0,12}(?:해제|반납)/,
  en: /\breturns?\b.{0,60}?\bimmediately\b|\bimmediately\s+(?:returns?|responds?|answers?)|\bthread\s+is\s+(?:now\s+)?(?:free|released|not blocked)|\bnon-?blocking\b|\bfire[- ]and[- ]forget\b/i,
  ja: /即座に(?:返|応答)/,
});
const promise: ImmediateReturn = { kind: "immediate-return" };

export const immediateReturn: PolicyDefinition<ImmediateReturn> = {
  kind: "immediate-return",
  inLine: (line) =>
    word.in(line) && !/\bnot\s+(?:return|respond)|않|free thread/i.test(line) ? promise : undefined,
  directives: { "immediate-return": wordAlone("immediate-return", promise) },
  toDirective: () => "immediate-return",
  examples: {
    ko: [["즉시 응답", promise]],
    en: [
      ["Returns CompletableFuture immediately.", promise],
      ["KafkaListener thread is now free.", promise],
    ],
    ja: [["即座に応答する", promise]],
  },
  standsAt: ["entry", "call", "self step", "answer", "background work", "diagram"],
  keptBy: [
    handedOnByMessage,
    {
      by: "property",
      property: "order",
      how: "the answer is drawn before the rest of the work, and each run is held to that order",
      judge: (_, { bound }) =>
        bound.steps.some((step) => step.background) || bound.entries.some(({ goesOn }) => goesOn)
          ? kept
          : idle("nothing is drawn after the answer where it stands"),
    },
  ],
  describe: () => "the caller is answered at once",
};
