import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { handedOnByMessage, idle, kept } from "../policy/policy-keeper.ts";

/** The work goes on while nobody waits for it. */
export interface Background {
  readonly kind: "background";
}

const word = phrases({
  ko: /백그라운드(?!\s?(?:색|이미지|컬러))|비동기(?:로|적으로)?\s?(?:실행|처리|수행|진행)/,
  en: /\bin (?:the |a )?background\b|background (?:thread|task|job|worker|process)|(?:runs?|executed?s?|process(?:es|ed)?)\s+asynchronously|asynchronously\s+(?:run|execut|process)/i,
  ja: /バックグラウンド|非同期(?:で|に)?(?:実行|処理)/,
  zh: /异步(?:地)?(?:执行|处理)|后台(?:执行|处理|运行)/,
});
const titled = phrases({
  ko: /비동기|백그라운드/,
  en: /\basync(?:hronous(?:ly)?)?\b|\bbackground\b/i,
  ja: /非同期|バックグラウンド/,
});
const promise: Background = { kind: "background" };

export const background: PolicyDefinition<Background> = {
  kind: "background",
  inLine: (line) => (word.promised(line) === undefined ? undefined : promise),
  inDivider: (title) => (titled.in(title) ? promise : undefined),
  directives: { background: wordAlone("background", promise) },
  toDirective: () => "background",
  examples: {
    ko: [["비동기로 처리", promise]],
    en: [["Workflow executes in background thread pool", promise]],
    ja: [["非同期で処理", promise]],
  },
  standsAt: ["entry", "call", "self step", "answer", "background work", "diagram"],
  keptBy: [
    handedOnByMessage,
    {
      by: "runtime",
      how: "the work goes on after the answer; with a database, it also survives the process",
      judge: (_, { bound }) =>
        bound.steps.some((step) => step.background) || bound.entries.some(({ goesOn }) => goesOn)
          ? kept
          : idle("nothing goes on after an answer where it stands"),
    },
  ],
  describe: () => "goes on in the background",
};
