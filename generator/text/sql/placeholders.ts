import type { SqlToken } from "seqwright-runtime/model";

/** A statement with its placeholders cut out: the text is chunks[0] names[0] chunks[1] … */
export interface CutStatement {
  /** On one line, without comments, white space folded except inside quotes. */
  readonly chunks: readonly string[];
  /** What each placeholder is called: `:id`, `{id}`; undefined for `?` and `$1`. */
  readonly names: readonly (string | undefined)[];
}

/** Cuts a statement at its placeholders: `?`, `$1`, `:name`, `:row.name`, `@name`, `{name}`, `${name}`, `#{name}`, `%s`. */
export function cutAtPlaceholders(tokens: readonly SqlToken[]): CutStatement {
  const chunks = [""];
  const names: (string | undefined)[] = [];
  const write = (text: string): void => void chunks.push(`${chunks.pop() ?? ""}${text}`);
  let at = 0;
  while (at < tokens.length) {
    if (chunks.length + (chunks.at(-1)?.length ?? 0) > 1 && !isGlued(tokens, at)) write(" ");
    const found = placeholderAt(tokens, at);
    if (found === undefined) write(tokens[at]?.text ?? "");
    else {
      write(found.before);
      names.push(found.name);
      chunks.push("");
    }
    at += found?.length ?? 1;
  }
  return { chunks, names };
}

/** What PostgreSQL is asked to read. */
export function numbered({ chunks }: CutStatement): string {
  return chunks.reduce((text, chunk, index) => `${text}$${index}${chunk}`);
}

/** `length` counts tokens; `before` is an operator that was written without a blank before it: `=?`. */
interface Placeholder {
  readonly length: number;
  readonly name: string | undefined;
  readonly before: string;
}

function placeholderAt(tokens: readonly SqlToken[], at: number): Placeholder | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const quoted = /^'[$#]?\{([\p{L}_][\p{L}\p{N}_.]{0,99})\}'$/u.exec(token.text);
  if (quoted !== null) return { length: 1, name: quoted[1], before: "" };
  if (token.tokenName === "PARAM") return { length: 1, name: undefined, before: "" };
  const [, before = "", sign = ""] = /^(=|<|>|<=|>=|<>|!=)?([?:@#$%{])$/.exec(token.text) ?? [];
  if (before === "" && isOperator.has(sign) && isOperand(tokens[at - 1])) return undefined;
  const found = signed(sign, tokens, at);
  return found === undefined ? undefined : { ...found, before };
}

/** These are operators of PostgreSQL's as well, after something to work on: `data ? 'key'`, `a % b`. */
const isOperator = new Set(["?", "@", "#", "%"]);

function signed(
  sign: string,
  tokens: readonly SqlToken[],
  at: number,
): Omit<Placeholder, "before"> | undefined {
  const next = isGlued(tokens, at + 1) ? tokens[at + 1]?.text : undefined;
  switch (sign) {
    case "?":
      return { length: 1, name: undefined };
    case ":":
      // `a[1:n]` is a slice.
      if (tokens[at - 1]?.text === "[" || tokens[at - 1]?.tokenName === "ICONST") return undefined;
      return dotted(tokens, at + 1);
    case "@":
      return dotted(tokens, at + 1);
    case "%":
      return next === "s" ? { length: 2, name: undefined } : undefined;
    case "{":
      return braced(tokens, at);
    case "$":
    case "#": {
      const inner = next === "{" ? braced(tokens, at + 1) : undefined;
      return inner === undefined ? undefined : { ...inner, length: inner.length + 1 };
    }
    default:
      return undefined;
  }
}

/** `:id`, `:row.id`: a word glued to its sign, and fields of it; a dot that no word follows ends a sentence. */
function dotted(tokens: readonly SqlToken[], from: number): Omit<Placeholder, "before"> | undefined {
  const wordAt = (at: number): string | undefined => (isGlued(tokens, at) ? tokens[at]?.text : undefined);
  const first = wordAt(from);
  if (!isWord(first)) return undefined;
  const path = [first];
  for (let at = from + 1; wordAt(at) === "." && path.length < bracedMax; at += 2) {
    const field = wordAt(at + 1);
    if (!isWord(field)) break;
    path.push(field);
  }
  return { length: 2 * path.length, name: path.join(".") };
}

/** `{order.id}`: everything up to the bracket, without blanks. */
function braced(tokens: readonly SqlToken[], at: number): Omit<Placeholder, "before"> | undefined {
  const end = tokens.slice(at, at + bracedMax).findIndex(({ text }) => text === "}");
  const inside = tokens.slice(at + 1, at + Math.max(1, end));
  const name = inside.map(({ text }) => text).join("");
  if (end < 0 || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) return undefined;
  return inside.every((_, index) => isGlued(tokens, at + 1 + index)) ? { length: end + 1, name } : undefined;
}

const bracedMax = 20;

/** Something that an operator can stand after. */
export function isOperand(token: SqlToken | undefined): boolean {
  if (token === undefined) return false;
  if (token.keywordName === "UNRESERVED_KEYWORD") return true;
  return operands.has(token.tokenName) || /^[)\]}]$/.test(token.text);
}

const operands = new Set(["IDENT", "SCONST", "ICONST", "FCONST", "PARAM"]);

function isWord(text: string | undefined): text is string {
  return text !== undefined && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);
}

/** Whether there is no blank before it. */
export function isGlued(tokens: readonly SqlToken[], at: number): boolean {
  return tokens[at] !== undefined && tokens[at].start === tokens[at - 1]?.end;
}
