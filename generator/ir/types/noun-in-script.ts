import { isAcknowledgement } from "../../text/lexical/acknowledgement.ts";

/** `가능여부`, `注文番号`: one word of a script in which names are words, which does not say how something went. */
export function isNounInScript(text: string): boolean {
  return /^[\p{Lo}\p{N}ー]{2,40}$/u.test(text) && !isAcknowledgement(text);
}
