import { quoted } from "../language/directive-words.ts";
import { phrases } from "../language/phrases.ts";
import { contradiction } from "../policy/contradiction.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept } from "../policy/policy-keeper.ts";

/** The states that something goes through, in order. */
export interface States {
  readonly kind: "states";
  readonly subject: string;
  readonly states: readonly string[];
}

const aboutState = phrases({ ko: /상태/, en: /\bstat(?:e|us)/i, ja: /状態|ステータス/ });

export const states: PolicyDefinition<States> = {
  kind: "states",
  inLine(line, heading) {
    const match = /^(?:([^:]{1,80}):\s*)?([^:]+)$/.exec(line);
    const chain = match?.[2]?.split(/\s*(?:→|->|=>|⇒|➔|-->)\s*/) ?? [];
    if (chain.length < 2 || chain.length > 30) return undefined;
    const names = chain
      .flatMap((part) => part.replace(/\s*\([^()]*\)$/, "").split(/\s*[/|]\s*/))
      .map((part) => part.trim());
    const subject = match?.[1]?.trim() ?? "";
    const named = names.every((part) => /^[A-Z][A-Z0-9_]+$/.test(part));
    const wordsOfState =
      aboutState.in(subject || heading) &&
      names.every((part) => /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(part));
    if (!named && !wordsOfState) return undefined;
    return { kind: "states", subject: subject === "" ? heading : subject, states: [...new Set(names)] };
  },
  directives: {
    states: {
      form: "states <subject> <state> <state> …",
      read([subject, ...words]) {
        const listed = words.filter((word) => !/^(?:→|->)$/.test(word));
        return subject === undefined || listed.length < 2
          ? undefined
          : { kind: "states", subject, states: listed };
      },
    },
  },
  toDirective: (policy) => ["states", quoted(policy.subject), ...policy.states.map(quoted)].join(" "),
  examples: {
    ko: [
      [
        "Job 상태: PENDING → PROCESSING → COMPLETED",
        { kind: "states", subject: "Job 상태", states: ["PENDING", "PROCESSING", "COMPLETED"] },
      ],
    ],
    en: [
      [
        "Order status: NEW -> PAID -> SENT",
        { kind: "states", subject: "Order status", states: ["NEW", "PAID", "SENT"] },
      ],
    ],
    ja: [["注文状態: 受付 → 発送", { kind: "states", subject: "注文状態", states: ["受付", "発送"] }]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  contradicts: [
    contradiction<States, States>("states", (one, other) =>
      one.subject === other.subject && one.states.join() !== other.states.join()
        ? `"${one.subject}" goes through other states there`
        : undefined,
    ),
  ],
  keptBy: [
    {
      by: "check",
      how: "the drawn field allows these states, and its schema refuses values that are not drawn",
      judge: (policy, { fields }) =>
        fields.some(({ values }) => policy.states.every((state) => values.includes(state)))
          ? kept
          : idle("no drawn field has these values"),
    },
  ],
  describe: ({ subject, states: chain }) =>
    `${subject === "" ? "it" : `"${subject}"`} goes through ${chain.join(", ")}`,
};
