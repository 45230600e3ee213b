import { dice } from "./match-participants.ts";

/** What is looked at of a label. */
const lengthMax = 200;

/** How alike two labels are, from 0 to 1: by their words, or by the characters that they have in the same order. */
export function similarity(one: string, other: string): number {
  const [a, b] = [one.slice(0, lengthMax).toLowerCase(), other.slice(0, lengthMax).toLowerCase()];
  if (a === b) return 1;
  return Math.max(dice(words(one), words(other)), sequenceRatio(a, b));
}

function words(text: string): readonly string[] {
  return (text.slice(0, lengthMax).match(/\p{Lu}?[\p{Ll}\p{Lo}]+|\p{Lu}+|\p{N}+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );
}

function sequenceRatio(a: string, b: string): number {
  let above = new Uint16Array(b.length + 1);
  for (const char of a) {
    const row = new Uint16Array(b.length + 1);
    for (let index = 0; index < b.length; index += 1) {
      row[index + 1] =
        char === b[index] ? (above[index] ?? 0) + 1 : Math.max(above[index + 1] ?? 0, row[index] ?? 0);
    }
    above = row;
  }
  return a.length + b.length === 0 ? 1 : (2 * (above[b.length] ?? 0)) / (a.length + b.length);
}
