import { isNegated } from "../language/negation.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { consumerKeeps, idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** Messages about the same thing are handled, and published, in the order in which they came. */
export interface KeyOrder {
  readonly kind: "key-order";
  /** The field that says what a message is about; undefined where only words do. */
  readonly key: string | undefined;
}

/** Each has what the messages are about in its first group. */
const forms: readonly RegExp[] = [
  /(?:같은|동일한?)\s?([^,.]{1,40}?)(?:의|에 대한|끼리|는|은)?\s[^,.]{0,20}?순서(?:를|가|대로)?\s?(?:보장|유지|처리|지켜|발행)/u,
  /(?<![\p{L}\p{N}])([^\s,.]{1,40}?)\s?(?:별로?|단위로?|마다)\s[^,.]{0,12}?순서(?:를|가|대로)?\s?(?:보장|유지|처리|지켜|발행)/u,
  /순서\s?보장\s?\(([^()]{1,40})\)/u,
  /(?:파티션|partition(?:ing)?|메시지|message)[ _]?(?:키|key)\s?(?:는|은|[:=]|is)\s?([^\s,.()]{1,40})/iu,
  /(?:in order|order(?:ing|ed)?|fifo|sequential(?:ly)?)\b[^,.]{0,24}?\b(?:per|by|within|for (?:each|the same|one))\s(?:the same\s)?([^\s,.()]{1,40}(?:\s?\(\w{1,40}\))?)/iu,
  /\bper[- ]([^\s,.()]{1,40}?)[- ](?:order(?:ing)?|fifo|sequence)\b/iu,
  /(?:同じ|同一の?)([^、。]{1,30}?)(?:の|は)[^、。]{0,16}?(?:順序|順番)(?:を|が|は)?(?:保証|保つ|維持|守)/u,
];

export const keyOrder: PolicyDefinition<KeyOrder> = {
  kind: "key-order",
  inLine(line) {
    if (line.length > 160) return undefined;
    for (const form of forms) {
      const found = form.exec(line);
      if (found === null || isNegated(line, found)) continue;
      return { kind: "key-order", key: keyIn(found[1] ?? "") ?? keyIn(line) };
    }
    return undefined;
  },
  directives: {
    "in-order": {
      form: "in-order [by <field>]",
      read(words) {
        if (words.length === 0) return { kind: "key-order", key: undefined };
        const [by, key] = words;
        return words.length === 2 && by === "by" && key !== undefined
          ? { kind: "key-order", key }
          : undefined;
      },
    },
  },
  toDirective: ({ key }) => (key === undefined ? "in-order" : `in-order by ${key}`),
  examples: {
    ko: [
      ["같은 주문(orderId)의 이벤트는 순서 보장", { kind: "key-order", key: "orderId" }],
      ["userId별 순서 보장", { kind: "key-order", key: "userId" }],
      ["같은 장바구니의 이벤트는 순서대로 처리", { kind: "key-order", key: undefined }],
      ["파티션 키: orderId", { kind: "key-order", key: "orderId" }],
    ],
    en: [
      ["events are handled in order per orderId", { kind: "key-order", key: "orderId" }],
      ["per-order ordering", { kind: "key-order", key: undefined }],
      ["partition key: orderId", { kind: "key-order", key: "orderId" }],
    ],
    ja: [["同じ注文(orderId)のイベントは順序を保証", { kind: "key-order", key: "orderId" }]],
  },
  standsAt: ["entry", "call", "diagram"],
  keptBy: [
    consumerKeeps("the consumer handles the messages of one partition one after the other"),
    {
      by: "runtime",
      how: "messages are published with this field as their key, so that those of one key share a partition",
      judge: published,
    },
  ],
  describe: ({ key }) =>
    key === undefined
      ? "messages about one thing keep their order"
      : `messages of one "${key}" keep their order`,
};

/** `주문(orderId)`, `{orderId}`, `orderId`: a name of code, written as one. */
function keyIn(words: string): string | undefined {
  const [, bracketed] = /[({[]\s?(?:key|키)?\s?[:=]?\s?([A-Za-z_]\w{0,60})\s?[)}\]]/u.exec(words) ?? [];
  if (bracketed !== undefined) return bracketed;
  const [alone] = /^\s?[A-Za-z]\w*?(?:[A-Z_]\w*|\w*Id)\s?$/u.exec(words) ?? [];
  return alone?.trim();
}

function published({ key }: KeyOrder, { bound, fields }: PolicyView): Verdict {
  if (!bound.steps.some(({ effect }) => effect === "publishes"))
    return idle("no message is published where it stands");
  if (key === undefined) return idle("it names no field that a message could have as its key");
  return fields.some(({ name }) => name === key)
    ? kept
    : idle(`no drawn message has the field "${key}" for its key`);
}
