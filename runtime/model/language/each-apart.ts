import { phrases } from "./phrases.ts";

/** That one of several fails, and the others go on: about the rounds of a loop, not about one call in it. */
export const eachApart = phrases({
  ko: /(?:하나|한\s?(?:건|개|명|곳)|개별|특정|일부|건별|각).{0,30}실패(?:해도|하더라도|하여도|\s?시(?:에도)?).{0,20}(?:나머지|다른|다음)/,
  en: /\b(?:one|any|some|single|each|individual)\b.{0,40}\bfail\w{0,4}\b.{0,60}\b(?:others?|rest|remaining|next)\b/i,
  ja: /(?:一件|一部|個別).{0,20}失敗(?:しても|時).{0,20}(?:残り|他|次)/,
});
