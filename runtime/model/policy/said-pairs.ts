import { phrases } from "../language/phrases.ts";

/** What a note says of one undoing, in its words. */
export interface SaidPair {
  /** What was done; where it is not said, the drawing has to tell. */
  readonly of?: string;
  /** What undoes it. */
  readonly by: string;
}

const titled = phrases({
  ko: /^보상(?:\s?(?:트랜잭션|처리|작업|로직|관계))?\s*[:：]/,
  en: /^compensat(?:ions?|e|ing)(?:\s+(?:transactions?|actions?|steps?|pairs?))?\s*[:：]/i,
  ja: /^補償(?:トランザクション)?\s*[:：]/,
  zh: /^补偿(?:事务)?\s*[:：]/,
});
const heads = phrases({ ko: /보상/, en: /\bcompensat/i, ja: /補償/, zh: /补偿/ });
const onFailure =
  /^on\s+(?:failure|error)\s*[:,→]?\s*((?:cancel|release|refund|revert|undo|roll\s?back|restore)\b.*)$/i;

/** `실패 시 항공 취소`, `결제 실패하면 재고 복구`; a rollback is a transaction's. */
const onFailureKo =
  /^(?:[^,:]{1,30}\s)?(?:실패|오류|에러|예외)\s?(?:시에?|하면|발생\s?시|(?:한|할)\s?경우)\s*[:,→]?\s*(\S.{0,40}?\s?(?:취소|환불|복구|복원|해제|철회|원복))(?:\s?(?:처리|실행|수행|호출|한다|함))?$/;

/** `A ↔ A'`, `A -> A'`: between what was done and what undoes it. */
const between = /\s*(?:↔|⇔|⟷|⇄|<->|<=>|→|⇒|->|=>)\s*/u;

/** Each says both: what was done, then what undoes it, or the other way round. */
const sentences: readonly (readonly [form: RegExp, first: "of" | "by"])[] = [
  [/^(?:compensate|undo)\s+(\S.{0,60}?)\s+(?:by|with|using|via|through)\s+(\S.{0,60})$/i, "of"],
  [/^(\S.{0,60}?)\s+is\s+(?:compensated|undone|reversed)\s+(?:by|with)\s+(\S.{0,60})$/i, "of"],
  [/^(\S.{0,60}?)\s+(?:compensates|undoes)\s+(?:for\s+)?(\S.{0,60})$/i, "by"],
  [/^(\S.{0,60}?)의\s?보상(?:\s?(?:트랜잭션|작업|처리))?(?:은|는|:)\s*(\S.{0,60})$/, "of"],
  [
    /^(\S.{0,60}?)(?:은|는|을|를)\s(?!.{0,20}역순)(\S.{0,60}?)(?:으로|로)\s?보상(?:한다|함|하기|합니다)?$/,
    "of",
  ],
];

/** What a line says of undoing; nothing where it names no arrow that undoes. */
export function saidPairs(line: string, heading: string): readonly SaidPair[] {
  const text = line.trim().replace(/[.。]$/, "");
  const after = (onFailure.exec(text) ?? onFailureKo.exec(text))?.[1];
  if (after !== undefined) return [{ by: after.trim() }];
  const title = titled.find(text);
  if (title !== undefined) return listed(text.slice(title[0].length));
  for (const [form, first] of sentences) {
    const [, one, two] = form.exec(text) ?? [];
    if (one === undefined || two === undefined) continue;
    return [first === "of" ? { of: one.trim(), by: two.trim() } : { of: two.trim(), by: one.trim() }];
  }
  if (!heads.in(heading)) return [];
  return between.test(text) ? listed(text) : [];
}

/** `bookFlight ↔ cancelFlight, bookHotel ↔ cancelHotel`; commas inside of parentheses part nothing. */
function listed(text: string): readonly SaidPair[] {
  return text
    .split(/[,，、;；](?![^()]{0,200}\))/u)
    .map((part) => part.split(between).map((side) => side.trim()))
    .flatMap(([one = "", two, ...more]): readonly SaidPair[] => {
      if (one === "" || more.length > 0) return [];
      return two === undefined || two === "" ? [{ by: one }] : [{ of: one, by: two }];
    });
}
