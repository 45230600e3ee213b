import { createToken, type ITokenConfig, type TokenType } from "chevrotain";

const shade = "[A-Za-z0-9_]+(?:[-|/\\\\][A-Za-z0-9_]+)?";
const colorKey = `(?:line\\.(?:dashed|dotted|bold)|text|back|header|line|shadowing)(?::${shade})?`;
const colorItem = `(?:text|back|header|line|shadowing):${shade}|line\\.(?:dashed|dotted|bold)(?::${shade})?|[A-Za-z0-9_]+[-|/\\\\][A-Za-z0-9_]+|[A-Za-z0-9_]{2,}`;

/**
 * The lexical classes of PlantUML's sequence language, as regular expression sources for the `u` flag.
 * `blank` is deliberately not `\s`: an ideographic space, for one, is no blank.
 */
export const lexical = {
  blank: "[ \\t\\v\\f\\u00a0]",
  nameChar: "[\\p{L}\\p{N}_.@]",
  quote: '["“”]',
  quoted: '["“”][^"“”]+["“”]',
  /** Brackets may stand in a link's tooltip only; a brace that is never closed is part of the address. */
  url: String.raw`\[\[(?=[^\]]*[^\s\]])(?:[^\[\]{]|\{[^{}]*\}|\{(?=[^{}\[\]]*\]\]))+\]\]`,
  color: "#[A-Za-z0-9_]+",
  /** A colour, a gradient, or a list such as `#red;line:blue`. */
  richColor: `#(?:${colorItem})(?:;${colorKey})*`,
} as const;

type Options = Omit<ITokenConfig, "name" | "pattern"> & { readonly ignoreCase?: boolean };

/**
 * A token type whose pattern may use Unicode classes and look behind. Chevrotain compiles plain patterns without the `u`
 * flag, so each pattern is handed over as a matcher function.
 *
 * Blanks are skipped by the lexer; where PlantUML insists on a blank, or on none, the pattern itself looks around.
 */
export function token(name: string, pattern: string, label: string, options: Options = {}): TokenType {
  const { ignoreCase = false, ...config } = options;
  const regex = new RegExp(pattern, ignoreCase ? "iuy" : "uy");
  const match = (text: string, offset: number): RegExpExecArray | null => {
    regex.lastIndex = offset;
    const found = regex.exec(text);
    return found === null || found[0] === "" ? null : found;
  };
  return createToken({ name, pattern: match, line_breaks: false, label, ...config });
}

/** An ASCII keyword in any case. `after` and `before` look around it. */
export function keyword(
  name: string,
  words: string,
  around: { before?: string; after?: string } = {},
  options: Options = {},
): TokenType {
  const before = around.before === undefined ? "" : `(?<=${around.before})`;
  const after = around.after === undefined ? "" : `(?=${around.after})`;
  return token(name, `${before}(?:${words})${after}`, `"${words.replaceAll("|", '", "')}"`, {
    ...options,
    ignoreCase: true,
  });
}
