import { eastAsianWidth } from "get-east-asian-width";

/** How many terminal columns a text takes: two for East Asian wide characters, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Fills a text with spaces up to a width in terminal columns. */
export function padDisplay(text: string, width: number, side: "left" | "right" = "right"): string {
  const padding = " ".repeat(Math.max(0, width - displayWidth(text)));
  return side === "right" ? text + padding : padding + text;
}

// Vowels and final consonants of decomposed Hangul are drawn into the preceding letter's cell.
const joining = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]$/u;

function characterWidth(character: string): number {
  return joining.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}
