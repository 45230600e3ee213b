import { bareConstant } from "../shapes/parse-constant.ts";

/** What a guard is made of. `bare` is a word without the particle that Korean and Japanese put behind it. */
export type GuardToken =
  | { readonly kind: "word"; readonly text: string; readonly bare: string }
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "sign"; readonly text: string };

const token =
  /\s*(?:("[^"]*"|'[^']*'|“[^”]*”)|(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)|(===|!==|==|!=|<>|<=|>=|≠|≤|≥|&&|\|\||[=<>!()[\]{},|/∈])|([\p{L}_$][\p{L}\p{M}\p{N}_$]*(?:(?:\.|-(?=\p{L}))[\p{L}_$][\p{L}\p{M}\p{N}_$]*)*(?:['’](?=[ts]\b)[ts])?))/uy;

/** The words, values and signs of a guard; `undefined` where something else stands in it. */
export function guardTokens(text: string): readonly GuardToken[] | undefined {
  const spaced = spacedOut(text).trim();
  const tokens: GuardToken[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < spaced.length) {
    const found = token.exec(spaced);
    if (found === null) return undefined;
    const [, quoted, number, sign, word] = found;
    if (quoted !== undefined) tokens.push({ kind: "value", value: quoted.slice(1, -1) });
    else if (number !== undefined) tokens.push({ kind: "value", value: Number(number.replaceAll(",", "")) });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (word !== undefined) tokens.push(wordToken(word.replaceAll("’", "'")));
  }
  return tokens;
}

function wordToken(text: string): GuardToken {
  const constant = bareConstant(/^(?:TRUE|FALSE|NULL)$/u.test(text) ? text.toLowerCase() : text);
  if (constant !== undefined) return { kind: "value", value: constant };
  return { kind: "word", text, bare: withoutParticle(text) };
}

/** `금액이` is about `금액`, `status가` about `status`. */
function withoutParticle(word: string): string {
  const found = /^(.*[\p{L}\p{N}_])(?:보다|이|가|은|는|을|를|의)$/u.exec(word);
  return found?.[1] ?? word;
}

/** Japanese writes no spaces, and Korean hangs endings on what it compares with: they become words of their own. */
function spacedOut(text: string): string {
  if (!/[\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Han}]/u.test(text)) return text;
  return text
    .replaceAll(/(?<=[\p{L}\p{N}_"'”])(?:が|は)(?=[^\s])/gu, " ")
    .replaceAll(
      /(?:ではない|でない|である|以上|以下|未満|を超える|超過|より大きい|より小さい|または|かつ|が存在しない|が存在する)/gu,
      " $& ",
    )
    .replaceAll(/(?<=[A-Za-z0-9_"'”])(?:이거나|이고|이면|인|일|이|가|은|는)(?=\s|$)/gu, " $&");
}
