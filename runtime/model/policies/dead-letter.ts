import { phrases } from "../language/phrases.ts";
import { differing } from "../policy/contradiction.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { areApart } from "../policy/are-apart.ts";
import { broken, consumerKeeps, kept, type Verdict } from "../policy/policy-keeper.ts";
import { binds } from "../policy/policy-place.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** Where a message goes that cannot be handled. */
export interface DeadLetter {
  readonly kind: "dead-letter";
  /** The topic, where the diagram names it. */
  readonly topic?: string | undefined;
}

const word = phrases({
  ko: /데드\s?레터/,
  en: /dead[- ]?letter|(?<![\w-])DL[QT](?![\w-])|(?<![\w.-])[\w.-]{1,200}[.-](?:dlt|dlq)(?![\w.-])/i,
  ja: /デッドレター/,
});
/** `DLQ 이동률 < 0.1%` is a figure to watch. */
const isFigure = /[<>≤≥]\s*\d|\d\s*%|(?:률|율|건수)(?![\p{L}])|\brate\b/iu;
const suffixedTopic = /(?<![\w.-])([A-Za-z][\w.-]{0,200}[._-](?:dlt|dlq|dead-letters?))(?![\w.-])/i;
const statedTopic =
  /(?:dead[- ]?letter(?:\s?(?:queue|topic))?|DL[QT]|데드\s?레터(?:\s?(?:큐|토픽))?)(?:\s?(?:topic|토픽))?\s*[:=]\s*["']?([A-Za-z][\w]*(?:[.-][\w]+)*)["']?\s*$/i;

export const deadLetter: PolicyDefinition<DeadLetter> = {
  kind: "dead-letter",
  inLine(line) {
    if (word.promised(line) === undefined || isFigure.test(line)) return undefined;
    return { kind: "dead-letter", topic: suffixedTopic.exec(line)?.[1] ?? statedTopic.exec(line)?.[1] };
  },
  directives: {
    "dead-letter": {
      form: "dead-letter [<topic>]",
      read: (words) => (words.length > 1 ? undefined : { kind: "dead-letter", topic: words[0] }),
    },
  },
  toDirective: ({ topic }) => `dead-letter${topic === undefined ? "" : ` ${topic}`}`,
  examples: {
    ko: [["Dead Letter Queue로 실패 이벤트 이동", { kind: "dead-letter" }]],
    en: [
      ["Failed messages go to DLQ: orders-dlt", { kind: "dead-letter", topic: "orders-dlt" }],
      ["dead letter queue", { kind: "dead-letter" }],
    ],
    ja: [["失敗したメッセージはデッドレターへ", { kind: "dead-letter" }]],
  },
  standsAt: ["entry", "diagram"],
  contradicts: [differing<DeadLetter>("dead-letter", ({ topic }) => topic, "the dead letter topic")],
  keptBy: [
    consumerKeeps("the consumer sends a message that cannot be handled to the dead letter topic", failsThere),
  ],
  atEntry: ({ topic }) => ({ deadLetterTopic: topic }),
  describe: ({ topic }) => `messages that cannot be handled go to ${topic ?? "a dead letter topic"}`,
};

/** Only what fails becomes a dead letter: in a branch that goes on to the entry's answer, the message counts as handled. */
function failsThere(_: DeadLetter, { steps, bound }: PolicyView): Verdict {
  const { entries, within } = bound;
  const branch = within.at(-1);
  if (branch === undefined || entries.some(({ deferred }) => deferred)) return kept;
  const here = steps.filter((step) => binds({ branch }, step));
  const answers = entries.map(({ step }) => step);
  const isAnswer = ({ answers: call }: PolicyView["steps"][number]): boolean =>
    call !== undefined && answers.includes(call);
  const isDeadLettered = here.some((step) => (isAnswer(step) && step.fails) || step.effect === "publishes");
  const done = steps.find((step) => isAnswer(step) && !step.fails && !areApart(step.within, within));
  return isDeadLettered || done === undefined
    ? kept
    : broken(`the work goes on there to "${done.text}", so the message counts as handled`, [done.id]);
}
