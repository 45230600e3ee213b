import { phrases } from "../language/phrases.ts";
import { contradiction, differing } from "../policy/contradiction.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { consumerKeeps, idle, kept } from "../policy/policy-keeper.ts";
import type { Retry } from "./retry.ts";

/** How often a message is handled at least, or at most. */
export interface Delivery {
  readonly kind: "delivery";
  readonly guarantee: "at-least-once" | "at-most-once" | "exactly-once";
}

const said = {
  "at-least-once": phrases({
    ko: /(?:최소|적어도)\s*(?:1회|한\s?번)(?=.{0,12}(?:전달|전송|처리|보장|배달))/,
    en: /at[- ]least[- ]once/i,
    ja: /少なくとも[1一]回/,
  }),
  "at-most-once": phrases({
    ko: /최대\s*(?:1회|한\s?번)(?=\s*(?:만\s*)?(?:전달|전송|배달))/,
    en: /at[- ]most[- ]once/i,
    ja: /多くとも[1一]回/,
  }),
  "exactly-once": phrases({
    ko: /정확히\s*(?:1회|한\s?번)(?=.{0,12}(?:전달|전송|처리|보장|배달))/,
    en: /exactly[- ]once/i,
    ja: /正確に[1一]回/,
  }),
};

const guarantees = ["at-least-once", "at-most-once", "exactly-once"] as const;
const promise = (guarantee: Delivery["guarantee"]): Delivery => ({ kind: "delivery", guarantee });

export const delivery: PolicyDefinition<Delivery> = {
  kind: "delivery",
  inLine(line) {
    const guarantee = guarantees.find((one) => said[one].promised(line) !== undefined);
    return guarantee === undefined ? undefined : promise(guarantee);
  },
  inHeading: () => true,
  directives: {
    "at-least-once": wordAlone("at-least-once", promise("at-least-once")),
    "at-most-once": wordAlone("at-most-once", promise("at-most-once")),
    "exactly-once": wordAlone("exactly-once", promise("exactly-once")),
  },
  toDirective: ({ guarantee }) => guarantee,
  examples: {
    ko: [
      ["At-Least-Once 전달 보장", promise("at-least-once")],
      ["최소 1회 전달 보장", promise("at-least-once")],
    ],
    en: [
      ["at-least-once delivery", promise("at-least-once")],
      ["exactly-once processing", promise("exactly-once")],
      ["At most once", promise("at-most-once")],
    ],
    ja: [["少なくとも1回の配信", promise("at-least-once")]],
  },
  standsAt: ["entry", "diagram"],
  contradicts: [
    differing<Delivery>("delivery", ({ guarantee }) => guarantee, "the delivery"),
    contradiction<Delivery, Retry>("retry", ({ guarantee }, { retriesMax }) =>
      guarantee === "at-most-once" && retriesMax !== 0
        ? "what is delivered at most once is not tried again"
        : undefined,
    ),
  ],
  keptBy: [
    consumerKeeps("the consumer acknowledges a message only after its last step", ({ guarantee }) => {
      if (guarantee === "at-least-once") return kept;
      return idle(
        guarantee === "exactly-once"
          ? "no queue and database can promise it together; write at-least-once and idempotent"
          : "a message is acknowledged after it was handled, so it may come again",
      );
    }),
  ],
  describe: ({ guarantee }) => `${guarantee} delivery`,
};
