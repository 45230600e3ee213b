import { identifierWords } from "./make-identifier.ts";

/**
 * Whether a method's name or a sentence asks for something that its answer brings: `findAll`, `load the order`,
 * `주문조회`, `사용자 목록 조회`.
 */
export function asksForValue(words: string): boolean {
  const text = words.slice(0, lengthMax).replaceAll(/\([^()]*\)/g, " ");
  const [first = "", second = ""] = identifierWords(text);
  return questionVerbs.has(first) || (first === "ask" && second === "for") || verbLast.test(text.trim());
}

const lengthMax = 500;

const questionVerbs = new Set(
  (
    "get gets getting find finds finding fetch fetches fetching list lists load loads loading read reads reading search " +
    "searches query queries look lookup select selects retrieve retrieves show view browse count download obtain"
  ).split(" "),
);
/** Korean and Japanese say at the end of a sentence what is done. */
const verbLast =
  /(?:조회|검색|가져오|불러오|찾기|찾아|읽기|읽어|열람|목록|取得|参照|検索|照会|一覧|获取|查询)\p{L}{0,4}(?:\s?(?:요청|要求|リクエスト))?$/u;
