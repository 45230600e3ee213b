/** A SQL statement on one line: how it is laid out is not what it says. */
export function foldedStatement(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
