import { isNegated } from "../language/negation.ts";
import { phrases } from "../language/phrases.ts";
import { wordAlone, type PolicyDefinition } from "../policy/policy-definition.ts";
import { consumerKeeps, idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";

/** A message that comes again changes nothing. */
export interface Idempotency {
  readonly kind: "idempotency";
}

const word = phrases({ ko: /멱등/, en: /idempoten/i, ja: /冪等/ });
const dropped = phrases({
  ko: /재전송.{0,12}(?:무시|건너|제외)|중복.{0,20}(?:무시|방지|제거|건너|skip|걸러|처리하지\s?않)|(?:중복|동일|같은)\s?(?:\S{1,10}\s){0,3}(?:시|재요청|재수신)\s?.{0,6}(?:기존|이전|같은|동일)(?:한)?\s?(?:\S{1,10}\s?)?(?:반환|응답|재사용)|(?:같은|동일한?)\s?\S{1,20}면\s.{0,12}(?:응답|결과)(?:를|을)?\s?(?:재사용|반환)|이미\s?.{1,16}면\s?기존\s?.{1,10}\s?(?:반환|응답)|이미\s?처리(?:된|한|되었).{0,14}(?:무시|스킵|건너|생략|skip|종료|반환)|(?:같은|동일|중복).{0,24}(?:한|1)\s?번만\s?(?:처리|실행|반영)/i,
  en: /\bde-?dup|(?:ignor|skip|discard|drop)\w*\s(?:\w+\s)?duplicate|duplicate\w*\s(?:\w+\s){0,4}(?:ignored|skipped|discarded|dropped)|\balready (?:processed|handled|seen)\b.{0,30}\b(?:skipped|ignored|discarded|dropped)/i,
  zh: /幂等(?!\s*性?(?:问题|风险))|重复.{0,12}(?:忽略|跳过|丢弃)/,
  ja: /重複.{0,12}(?:無視|排除)/,
});
const promise: Idempotency = { kind: "idempotency" };

export const idempotency: PolicyDefinition<Idempotency> = {
  kind: "idempotency",
  inLine(line) {
    const found = word.find(line);
    if (found === undefined) return dropped.in(line) ? promise : undefined;
    return isNegated(line, found) || /non-?idempoten/i.test(line) ? undefined : promise;
  },
  directives: {
    idempotent: wordAlone("idempotent", promise),
    idempotency: wordAlone("idempotent", promise),
  },
  toDirective: () => "idempotent",
  examples: {
    ko: [["멱등성 처리 (중복 이벤트 무시)", promise]],
    en: [
      ["idempotent", promise],
      ["duplicate events are ignored", promise],
    ],
    ja: [["重複イベントは無視", promise]],
  },
  standsAt: ["entry", "diagram"],
  keptBy: [
    consumerKeeps(
      "the ids of handled messages are kept in the database, and the same id is not handled again",
      remembered,
    ),
  ],
  atEntry: () => ({ idempotent: true }),
  describe: () => "a message that comes again changes nothing",
};

function remembered(_: Idempotency, { participants, bound }: PolicyView): Verdict {
  if (!participants.some(({ kind }) => kind === "sql"))
    return idle("the diagram has no database to remember the ids of messages in");
  // Work in the background is known by the message's id, so it is begun once.
  const isRemembered = bound.entries.some(
    ({ kind, deferred, goesOn }) => kind === "kafka" && (!deferred || goesOn),
  );
  return isRemembered ? kept : idle("a message that is acknowledged later is not remembered");
}
