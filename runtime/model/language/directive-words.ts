import { parseDuration } from "./durations.ts";

/** A whole number written as one word. */
export function countOf(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,6}$/.test(word) ? Number(word) : undefined;
}

/** The duration that follows one of these words: `every 2s`. */
export function durationAfter(words: readonly string[], markers: readonly string[]): number | undefined {
  const at = words.findIndex((word) => markers.includes(word.toLowerCase()));
  return at < 0 ? undefined : parseDuration(words[at + 1] ?? "");
}

/** A text as one word of a directive: in quotation marks where it has blanks. */
export function quoted(text: string): string {
  return /^[^\s"]+$/.test(text) ? text : `"${text.replaceAll('"', "'")}"`;
}

/** `7d`, `1500ms`: the shortest way to write a duration that reads back as the same. */
export function durationText(ms: number): string {
  const unit = units.find(([, length]) => ms > 0 && ms % length === 0);
  return unit === undefined ? `${ms}ms` : `${ms / unit[1]}${unit[0]}`;
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;
