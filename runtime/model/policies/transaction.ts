import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** All of it happens, or nothing. */
export interface Transaction {
  readonly kind: "transaction";
}

const word = phrases({
  ko: /(?:하나의|단일|같은|동일(?:한)?|한)\s?트랜잭션|원자적(?:으로|인)?\s?(?:처리|저장|수행|실행|갱신|반영)|트랜잭션(?:으로|에서|내에서|\s?처리|\s?보장)/,
  en: /@Transactional|\b(?:in|within)\s+(?:a|one|the same|a single)\s+(?:(?:db|database|local)\s+)?transaction\b|\b(?:single|same|one)\s+(?:(?:db|database|local)\s+)?transaction\b/i,
  ja: /(?:同一|単一)トランザクション/,
});
const titled = phrases({
  ko: /트랜잭션(?!\s*(?:로그|이력|조회|목록))/,
  en: /\btransaction(?:al)?\b(?!\s+(?:id|log|history|list|status|result))/i,
  ja: /トランザクション/,
});
const promise: Transaction = { kind: "transaction" };

export const transaction: PolicyDefinition<Transaction> = {
  kind: "transaction",
  inLine: (line) => (word.promised(line) === undefined ? undefined : promise),
  inDivider: (title) => (titled.in(title) ? promise : undefined),
  directives: { transaction: wordAlone("transaction", promise) },
  toDirective: () => "transaction",
  examples: {
    ko: [["모두 하나의 트랜잭션으로 처리", promise]],
    en: [["in a single transaction", promise]],
    ja: [["同一トランザクションで更新", promise]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  keptBy: [
    {
      by: "runtime",
      how: "the database's port runs several statements as a whole or not at all",
      judge: writesToDatabase,
    },
    {
      by: "property",
      property: "atomicity",
      how: "its steps are made in one transaction, and an error at any of them leaves it",
      judge: writesToDatabase,
    },
  ],
  describe: () => "all of it happens, or nothing",
};

function writesToDatabase(_: Transaction, { bound, participants }: PolicyView): Verdict {
  const databases = new Set(participants.flatMap(({ code, kind }) => (kind === "sql" ? [code] : [])));
  return bound.steps.some(({ to }) => databases.has(to)) ||
    [...databases].some((code) => bound.steps.some(({ from }) => from === code))
    ? kept
    : idle("no arrow where it stands goes to a database");
}
