/** A token of a SQL text. `end` is exclusive; `name` is a parameter's own name. */
export interface SqlToken {
  readonly kind: "word" | "string" | "number" | "parameter" | "symbol";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly name?: string;
}

/** Cuts SQL into tokens; undefined when a character or an open quote shows that this is not SQL. */
export function sqlTokens(sql: string): readonly SqlToken[] | undefined {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < sql.length) {
    const rest = sql.slice(at, at + lexemeMax);
    const blank = /^\s+/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const token = tokenAt(rest, at);
    if (token === undefined || tokens.length >= tokensMax) return undefined;
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

const lexemeMax = 500;
const tokensMax = 2000;

/** First match wins: a quoted hole (`'{id}'`) is a parameter, `::` a cast and not a parameter's colon. */
const lexemes: readonly (readonly [SqlToken["kind"], RegExp])[] = [
  ["parameter", /^'[$#]?\{([\p{L}_][\p{L}\p{N}_.]*)\}'/u],
  ["string", /^'(?:[^'\n]|'')*'/],
  ["parameter", /^[$#]?\{([\p{L}_][\p{L}\p{N}_.]*)\}/u],
  ["parameter", /^(?:\?|\$\d{1,4}(?!\w)|%s)/],
  ["symbol", /^::/],
  ["parameter", /^[:@]([\p{L}_][\p{L}\p{N}_]*)/u],
  [
    "word",
    /^(?:"[^"\n]+"|`[^`\n]+`|[\p{L}_][\p{L}\p{M}\p{N}_$]*)(?:\.(?:"[^"\n]+"|`[^`\n]+`|[\p{L}_][\p{L}\p{M}\p{N}_$]*|\*))*/u,
  ],
  ["number", /^\d+(?:\.\d+)?(?![\p{L}_])/u],
  ["symbol", /^(?:<>|<=|>=|!=|\|\||->>|->|@>|[-+*/%(),;=<>])/],
];

function tokenAt(rest: string, start: number): SqlToken | undefined {
  for (const [kind, pattern] of lexemes) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const [text, name] = match;
    return { kind, text, start, end: start + text.length, ...(name === undefined ? {} : { name }) };
  }
  return undefined;
}
