import { quoted } from "../language/directive-words.ts";
import { phrases } from "../language/phrases.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { broken, idle, kept } from "../policy/policy-keeper.ts";

/** The values that are allowed. */
export interface Values {
  readonly kind: "values";
  readonly values: readonly string[];
  /** How many there are, where the note says it: `3가지`. */
  readonly count?: number | undefined;
}

const counted = phrases({
  ko: /(?<![\d.])(\d{1,3})\s?(?:가지|종류|개의)(?![\p{L}])/u,
  en: /(?<![\d.])(\d{1,3})\s?(?:types|kinds|styles|values|options|variants)(?![\p{L}])/iu,
  ja: /(?<![\d.])(\d{1,3})\s?(?:種類)(?![\p{L}])/u,
});
const allowed =
  /(?:one of|allowed values?|허용 ?값|가능한 ?값|許可(?:する)?値)\s*:?\s*[([{]?([^()[\]{}]+)[)\]}]?$/i;

export const values: PolicyDefinition<Values> = {
  kind: "values",
  inLines([line = "", next = ""]) {
    const said = counted.find(line);
    if (said === undefined) {
      const listed = valueList(allowed.exec(line)?.[1]);
      return listed === undefined ? undefined : { policy: { kind: "values", values: listed }, length: 1 };
    }
    const count = Number(said[1]);
    const here = valueList(/\(([^()]+)\)\s*$/.exec(line)?.[1] ?? /:\s*([^:]+)$/.exec(line)?.[1]);
    const below = here ?? valueList(/^\(([^()]+)\)$/.exec(next)?.[1]);
    if (below === undefined) return undefined;
    return { policy: { kind: "values", values: below, count }, length: here === undefined ? 2 : 1 };
  },
  directives: {
    values: {
      form: "values <value> <value> …",
      read: (words) =>
        words.length < 2 ? undefined : { kind: "values", values: words, count: words.length },
    },
  },
  toDirective: (policy) => ["values", ...policy.values.map(quoted)].join(" "),
  examples: {
    ko: [
      [
        "3가지 스타일 확인\n(simple, fancy, trendy)",
        { kind: "values", values: ["simple", "fancy", "trendy"], count: 3 },
      ],
    ],
    en: [["2 options (card, cash)", { kind: "values", values: ["card", "cash"], count: 2 }]],
    ja: [["2種類 (現金, カード)", { kind: "values", values: ["現金", "カード"], count: 2 }]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  keptBy: [
    {
      by: "check",
      how: "a drawn payload has exactly these fields or values, and its schema refuses others",
      judge({ values: listed, count = listed.length }, { fields }) {
        if (count !== listed.length) return broken(`the note counts ${count} and lists ${listed.length}`, []);
        return fields.some((field) => sameSet(field.values, listed))
          ? kept
          : idle("no drawn payload has these values");
      },
    },
  ],
  describe: (policy) => `only ${policy.values.join(", ")}`,
};

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && other.every((value) => one.includes(value));
}

function valueList(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const listed = text
    .split(/\s*(?:,|\||\/|、)\s*/)
    .map((value) => value.trim().replace(/^["'](.*)["']$/, "$1"));
  const plain =
    listed.length >= 2 &&
    listed.length <= 50 &&
    listed.every((value) => /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u.test(value));
  return plain ? listed : undefined;
}
