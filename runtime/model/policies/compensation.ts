import { quoted } from "../language/directive-words.ts";
import { phrases } from "../language/phrases.ts";
import { stepsNamed } from "../policy/find-steps.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** What undoes something that was done, when the work fails later. */
export interface Compensation {
  readonly kind: "compensation";
  /** What is undone, where the note says it. */
  readonly of?: string | undefined;
  /** What undoes it, in the note's words. */
  readonly by?: string | undefined;
}

const titled = phrases({
  ko: /^보상(?:\s?(?:트랜잭션|처리|작업|로직))?\s*[:：]/,
  en: /^compensat(?:ion|e|ing)(?:\s+(?:transaction|action|step))?\s*[:：]/i,
  ja: /^補償(?:トランザクション)?\s*[:：]/,
  zh: /^补偿(?:事务)?\s*[:：]/,
});
const said = phrases({
  ko: /보상\s?트랜잭션|\(보상\)|보상\s?(?:처리|로직)\s?(?:실행|수행)/,
  en: /\bcompensating\s+(?:transaction|action)|\bcompensat(?:es?|ed)\b/i,
  ja: /補償トランザクション/,
  zh: /补偿事务/,
});
const onFailure =
  /^on\s+(?:failure|error)\s*[:,→]?\s*((?:cancel|release|refund|revert|undo|roll\s?back|restore)\b.*)$/i;

export const compensation: PolicyDefinition<Compensation> = {
  kind: "compensation",
  inLine(line) {
    const after = onFailure.exec(line)?.[1];
    if (after !== undefined) return { kind: "compensation", by: after.trim() };
    const title = titled.find(line);
    if (title !== undefined)
      return { kind: "compensation", by: line.slice(title[0].length).trim() || undefined };
    return said.promised(line) === undefined ? undefined : { kind: "compensation" };
  },
  directives: {
    compensate: {
      form: "compensate <what was done> <what undoes it>, such as compensate bookFlight cancelFlight",
      read: ([of, by, ...more]) =>
        of === undefined || by === undefined || more.length > 0
          ? undefined
          : { kind: "compensation", of, by },
    },
  },
  toDirective: ({ of, by }) =>
    of === undefined || by === undefined ? undefined : `compensate ${quoted(of)} ${quoted(by)}`,
  examples: {
    ko: [["보상: 항공권 취소", { kind: "compensation", by: "항공권 취소" }]],
    en: [["on failure: cancel flight", { kind: "compensation", by: "cancel flight" }]],
    ja: [["補償: 予約取消", { kind: "compensation", by: "予約取消" }]],
  },
  names: ({ of, by }) => ({ of, by }),
  standsAt: ["entry", "call", "self step", "answer", "background work", "diagram"],
  keptBy: [
    {
      by: "property",
      property: "fatal-fault",
      how: "after an error the arrow that undoes may come, and no contract test forbids it",
      judge: isDrawn,
    },
  ],
  describe: ({ of, by }) =>
    `${by === undefined ? "what was done is undone" : `"${by}" undoes ${of === undefined ? "what was done" : `"${of}"`}`} when the work fails`,
};

function isDrawn({ of, by }: Compensation, { steps, participants }: PolicyView): Verdict {
  if (by === undefined) return idle("it does not say which arrow undoes what was done");
  const missing = [of, by].find(
    (phrase) => phrase !== undefined && stepsNamed(phrase, steps, participants).length === 0,
  );
  return missing === undefined ? kept : idle(`no arrow is known as "${missing}"`);
}
