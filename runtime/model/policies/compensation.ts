import { quoted } from "../language/directive-words.ts";
import { phrases } from "../language/phrases.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { broken, idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";
import { saidPairs, type SaidPair } from "../policy/said-pairs.ts";
import { findUndoing, passesUnundone } from "../policy/undo-pairs.ts";

/** What undoes something that was done, when the work fails later. */
export interface Compensation {
  readonly kind: "compensation";
  /** In the note's words; none where it only says that what was done is undone. */
  readonly pairs: readonly SaidPair[];
}

const said = phrases({
  ko: /보상\s?트랜잭션|\(보상\)|보상\s?(?:처리|로직)\s?(?:실행|수행)|역순으로\s?(?:보상|취소|롤백|되돌)/,
  en: /\bcompensating\s+(?:transaction|action)|\bcompensat(?:es?|ed)\b|\b(?:undone|undo|undoes|compensated?|rolled\s+back)\s+in\s+reverse\b/i,
  ja: /補償トランザクション/,
  zh: /补偿事务/,
});

export const compensation: PolicyDefinition<Compensation> = {
  kind: "compensation",
  inLine(line, heading) {
    const pairs = saidPairs(line, heading);
    if (pairs.length > 0) return { kind: "compensation", pairs };
    return said.promised(line) === undefined ? undefined : { kind: "compensation", pairs: [] };
  },
  directives: {
    compensate: {
      form: "compensate <what was done> <what undoes it>, such as compensate bookFlight cancelFlight",
      read: ([of, by, ...more]) =>
        of === undefined || by === undefined || more.length > 0
          ? undefined
          : { kind: "compensation", pairs: [{ of, by }] },
    },
  },
  toDirective({ pairs: [pair, ...more] }) {
    if (pair?.of === undefined || more.length > 0) return undefined;
    return `compensate ${quoted(pair.of)} ${quoted(pair.by)}`;
  },
  examples: {
    ko: [
      ["보상: 항공권 취소", { kind: "compensation", pairs: [{ by: "항공권 취소" }] }],
      [
        "보상: 재고 차감 ↔ 재고 복구",
        { kind: "compensation", pairs: [{ of: "재고 차감", by: "재고 복구" }] },
      ],
    ],
    en: [
      ["on failure: cancel flight", { kind: "compensation", pairs: [{ by: "cancel flight" }] }],
      ["compensate charge by refund", { kind: "compensation", pairs: [{ of: "charge", by: "refund" }] }],
    ],
    ja: [["補償: 予約取消", { kind: "compensation", pairs: [{ by: "予約取消" }] }]],
  },
  finds(policy, view) {
    const pairs = findUndoing(policy.pairs, view).pairs;
    return { of: pairs.map(({ done }) => done), by: pairs.map(({ undo }) => undo) };
  },
  standsAt: ["entry", "call", "self step", "answer", "background work", "diagram"],
  keptBy: [
    {
      by: "property",
      property: "compensation",
      how: "when the work fails, what was done is undone: the last first, each once, and the error passes on",
      judge,
    },
  ],
  describe: ({ pairs }) => (pairs.length === 0 ? "what was done is undone" : pairs.map(inWords).join(", ")),
};

function inWords({ of, by }: SaidPair): string {
  return `"${by}" undoes ${of === undefined ? "what was done" : `"${of}"`} when the work fails`;
}

function judge({ pairs: stated }: Compensation, view: PolicyView): Verdict {
  const { pairs, unknown } = findUndoing(stated, view);
  if (unknown !== undefined) return idle(unknown);
  const passed = pairs.map((pair) => passesUnundone(pair, view)).find((one) => one !== undefined);
  if (passed === undefined) return kept;
  const { answer, undo } = passed;
  return broken(`"${answer.text}" passes on a failure, and "${undo.text}" is not drawn before it`, [
    answer.id,
    undo.id,
  ]);
}
