/**
 * The only way text of a diagram reaches code. Whatever is in it, it stays inside the literal, name or comment that it
 * is put in, and nothing in it is invisible: control, format and line-separating characters are written as escapes.
 */

// Characters that nobody sees, that end a line, or that change the direction of the text after them.
const hidden = /[\p{C}\p{Zl}\p{Zp}]/gu;

function escapeHidden(text: string): string {
  return text.replace(hidden, (point) => {
    const code = point.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** A string literal. */
export function stringLiteral(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\t", String.raw`\t`);
  return `"${escapeHidden(escaped)}"`;
}

/** Text between the values of a template literal. Line ends stay, so that a SQL statement may take several lines. */
export function templateChunk(text: string): string {
  const escaped = text.replace(/[\\`]|\$(?=\{|$)/g, String.raw`\$&`);
  return escaped.split("\n").map(escapeHidden).join("\n");
}

const legalIdentifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A name that the plan chose. It must be legal, so an illegal one is our bug and throws. */
export function identifier(name: string): string {
  if (!legalIdentifier.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return name;
}

/** The key of an object literal or type. `__proto__` as a plain key would set the prototype instead. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return legalIdentifier.test(name) ? name : stringLiteral(name);
}

/** One line inside a comment: it neither ends the comment nor the line, nor starts a tag or a directive for a tool. */
export function comment(text: string): string {
  const oneLine = text
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/[\t ]+/g, " ")
    .trim();
  const harmless = oneLine
    .replaceAll("*/", "*\u2215")
    .replace(/@(?=ts-|vitest|jest|jsx|type|param|return|link|internal)/gi, "@ ")
    .replace(/\b(oxlint|oxfmt|eslint|prettier|biome|istanbul|v8|c8)(?=-|\s+ignore)/gi, "$1 ");
  return escapeHidden(harmless);
}
