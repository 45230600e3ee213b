import { isNegated } from "./negation.ts";

/** One way to say something, in each language that notes are read in. */
export interface Phrases {
  /** The first place in the text that says it. */
  find(text: string): RegExpExecArray | undefined;
  /** The same, unless the text denies it there: `no retry`, `재시도 없음`. */
  promised(text: string): RegExpExecArray | undefined;
  in(text: string): boolean;
}

/** Looks for the same thing in Korean, English, Japanese and Chinese at once. */
export function phrases(said: Readonly<Partial<Record<"ko" | "en" | "ja" | "zh", RegExp>>>): Phrases {
  const patterns = Object.values(said);
  const find = (text: string): RegExpExecArray | undefined => firstOf(patterns, text);
  return {
    find,
    promised(text) {
      const found = find(text);
      return found === undefined || isNegated(text, found) ? undefined : found;
    },
    in: (text) => find(text) !== undefined,
  };
}

function firstOf(patterns: readonly RegExp[], text: string): RegExpExecArray | undefined {
  let first: RegExpExecArray | undefined;
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.index)) first = match;
  }
  return first;
}
