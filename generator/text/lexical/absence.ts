import { isOrNothing } from "./or-nothing.ts";

/** Whether an answer says in words that what was asked for is not there: `no rows`, `order not found`, `주문 없음`, `cache miss`. */
export function isAbsence(sentence: string): boolean {
  if (isOrNothing(sentence)) return false;
  const text = sentence
    .slice(0, lengthMax)
    .replaceAll(/\([^()]*\)/g, " ")
    .trim()
    .replace(/^(?:returns?|sends?)\s+/i, "")
    .replace(/\s*(?:반환|리턴|응답|返却|を返す)$/u, "");
  return english.test(text) || others.test(text);
}

const lengthMax = 500;

const english =
  /^(?:(?:no|zero|0)\s+(?:such\s+)?[\w-]+(?:\s+(?:found|there|exists?))?|(?:[\w-]+\s+){0,4}(?:not\s+found|(?:does|do)\s+not\s+exist|doesn'?t\s+exist|is\s+missing|missing)|(?:[\w-]+\s+){0,2}(?:null|nil|miss(?:ed)?))$/i;
const others =
  /(?:없음|없다|없습니다|존재하지\s?않음|캐시\s?미스|null|なし|ない|見つからない|ありません|ミス|不存在|未找到)$/u;
