import type { ParseNode, ParseValue } from "./parse-tree.ts";

/** PostgreSQL's own reading of a text. */
export interface SqlParser {
  readonly parse: (text: string) => SqlParse;
  /** The text cut into tokens; undefined where a quote or a comment is left open. */
  readonly tokens: (text: string) => readonly SqlToken[] | undefined;
}

export type SqlParse =
  | { readonly kind: "statements"; readonly statements: readonly ParseNode[] }
  /** `reason` is in PostgreSQL's words: `syntax error at or near "LIMIT"`. */
  | { readonly kind: "refused"; readonly reason: string };

/** `start` and `end` count bytes of UTF-8: they say what is glued together, and are no indexes into a string. */
export interface SqlToken {
  readonly text: string;
  readonly tokenName: string;
  readonly keywordName: string;
  readonly start: number;
  readonly end: number;
}

/** What we need of libpg-query, once its WebAssembly module is loaded. */
export interface PgQueryLibrary {
  readonly parseSync: (text: string) => unknown;
  readonly scanSync: (text: string) => { readonly tokens: readonly SqlToken[] };
}

/** Puts bounds around libpg-query: it recurses over what is nested, and would exhaust the stack. */
export function sqlParser(library: PgQueryLibrary): SqlParser {
  const tokens: SqlParser["tokens"] = (text) => {
    if (text.length > textMax) return undefined;
    try {
      return library.scanSync(text).tokens;
    } catch {
      return undefined;
    }
  };
  return {
    tokens,
    parse(text) {
      const found = tokens(text);
      if (found === undefined) return refused("a quote or a comment is left open, or the text is too long");
      if (found.length > tokensMax || depthOf(found) > depthMax) return refused(tooComplex);
      return parsed(library, text);
    },
  };
}

const textMax = 20_000;
const tokensMax = 2_000;
const depthMax = 100;
const tooComplex = "the statement is too long or nested too deeply";

function parsed(library: PgQueryLibrary, text: string): SqlParse {
  try {
    const { stmts = [] } = library.parseSync(text) as { readonly stmts?: readonly { stmt: ParseNode }[] };
    const statements = stmts.map(({ stmt }) => stmt);
    return isDeeper(statements, levelsMax) ? refused(tooComplex) : { kind: "statements", statements };
  } catch (error) {
    if (error instanceof RangeError) return refused(tooComplex);
    return refused(error instanceof Error ? error.message : String(error));
  }
}

/** So that everyone may recurse over a tree. */
const levelsMax = 1_000;

function isDeeper(value: ParseValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((child: ParseValue) => isDeeper(child, levels - 1));
}

function refused(reason: string): SqlParse {
  return { kind: "refused", reason };
}

function depthOf(tokens: readonly SqlToken[]): number {
  let depth = 0;
  let deepest = 0;
  for (const { text } of tokens) {
    if (text === "(" || text === "[") depth += 1;
    if (text === ")" || text === "]") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
