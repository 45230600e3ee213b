/**
 * The pieces of a text between separators of one character, such as `,` or `|`, that stand outside of brackets and
 * quotes; undefined where a bracket is closed that is not open.
 */
export function splitOutside(text: string, separator: string): readonly string[] | undefined {
  const pieces: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"') quote = character;
    else if ("([{<".includes(character)) depth += 1;
    else if (")]}".includes(character) || (character === ">" && depth > 0)) depth -= 1;
    else if (character === separator && depth === 0) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
    if (depth < 0) return undefined;
  }
  pieces.push(text.slice(start));
  return pieces;
}
