import type { SqlIntentMeaning, SqlMeaning, SqlParameter } from "../model.ts";
import { sqlTokens, type SqlToken } from "./sql-tokens.ts";

/** Reads one complete SELECT, INSERT, UPDATE or DELETE; undefined when a database could not run it as it stands. */
export function parseSql(text: string): SqlMeaning | undefined {
  const verb = /^\s*(select|insert|update|delete)\b/i.exec(text)?.[1]?.toLowerCase() as
    SqlMeaning["verb"] | undefined;
  if (verb === undefined || text.length > textMax) return undefined;
  const sql = text.trim().replace(/;$/, "").trimEnd();
  const tokens = sqlTokens(sql);
  if (tokens === undefined || !isWellFormed(verb, tokens)) return undefined;
  const parameters = tokens.filter((token) => token.kind === "parameter");
  const columns = parameterColumns(tokens);
  return {
    kind: "sql",
    verb,
    tables: tablesOf(tokens),
    chunks: chunksAround(sql, tokens),
    parameters: parameters.map((token): SqlParameter => ({
      column: columns.get(token) ?? token.name,
      name: token.name,
    })),
  };
}

/** `INSERT UserEntity, EventLog (remark)`: a verb in capitals and what it concerns, with the remark that follows. */
export function parseSqlIntent(
  text: string,
): { readonly meaning: SqlIntentMeaning; readonly remark: string } | undefined {
  const head =
    /^\s*(SELECT|INSERT|UPDATE|DELETE|UPSERT|MERGE)\s+(?:(?:INTO|FROM|(?:[\w.*]+\s*,\s*){0,20}[\w.*]+\s+FROM|\.\.\.\s+FROM)\s+)?/.exec(
      text.slice(0, 500),
    );
  if (head === null) return undefined;
  const entities: string[] = [];
  let rest = text.slice(head[0].length);
  for (;;) {
    const entity = /^([\p{L}_][\p{L}\p{M}\p{N}_.]{0,99})(?:\(e?s\))?(?=[\s,;&+(]|$)\s{0,9}/u.exec(rest);
    if (entity?.[1] === undefined || entities.length >= 30) return undefined;
    if (stopWords.has(entity[1].toLowerCase())) return undefined;
    entities.push(entity[1]);
    rest = rest.slice(entity[0].length);
    const next = /^(?:,|&|\+|and\b|및|와\s|과\s)\s{0,9}/.exec(rest);
    if (next === null) break;
    rest = rest.slice(next[0].length);
  }
  const verb = (head[1] ?? "").toLowerCase();
  const remark = rest
    .replace(/;\s*$/, "")
    .trim()
    .replace(/^\(([^()]*)\)$/, "$1");
  return {
    meaning: {
      kind: "sql-intent",
      verb: verb === "merge" ? "upsert" : (verb as SqlIntentMeaning["verb"]),
      entities,
    },
    remark,
  };
}

const textMax = 20_000;

/** An intent that goes on like a sentence is a sentence. */
const stopWords = new Set(
  "the a an to for all new this that and or of in on with from by into your its their existing".split(" "),
);

const clauseWords =
  "select distinct all from where set values into join inner left right full outer cross on using group by order having limit offset " +
  "union intersect except returning and or not in is like ilike between exists case when then else end as asc desc nulls first last " +
  "for update of skip locked nowait share conflict do nothing insert delete with any some escape over partition interval collate " +
  "current_timestamp current_date null true false default";
const keywords = new Set(clauseWords.split(" "));
const operands = new Set([
  "null",
  "true",
  "false",
  "default",
  "current_timestamp",
  "current_date",
  "end",
  "nothing",
  "all",
]);

const lower = (token: SqlToken | undefined): string =>
  token?.kind === "word" || token?.kind === "symbol" ? token.text.toLowerCase() : "";
const isKeyword = (token: SqlToken | undefined): boolean =>
  token?.kind === "word" && keywords.has(token.text.toLowerCase());

/** Has the statement its obligatory parts, balanced brackets, and no two operands side by side as prose has? */
function isWellFormed(verb: SqlMeaning["verb"], tokens: readonly SqlToken[]): boolean {
  const words = tokens.map(lower);
  const has = (word: string): boolean => words.includes(word);
  const complete = {
    select: has("from") && words.indexOf("from") > 1,
    insert: words[1] === "into" && (has("values") || has("select")),
    update: has("set") && words.indexOf("set") >= 2 && words.includes("=", words.indexOf("set")),
    delete: words[1] === "from",
  };
  if (!complete[verb] || has(";")) return false;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    if (depth < 0 || !followsWell(tokens, index)) return false;
  }
  return depth === 0 && !endsOpen(tokens.at(-1));
}

/** Can this token stand after the one before it? Only an alias may follow an operand directly. */
function followsWell(tokens: readonly SqlToken[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || before === undefined) return true;
  if (isPunctuation(token) && token.text !== "(")
    return token.text === ")" || token.text === "*" || token.text === "-" || !endsOpen(before);
  if (!isOperand(token) || !isOperand(before)) return true;
  return token.kind === "word" && mayBeAlias(tokens, index);
}

/** `FROM orders o`, `count(*) total`: a bare word that ends a table or a selected column. */
function mayBeAlias(tokens: readonly SqlToken[], index: number): boolean {
  const next = tokens[index + 1];
  const ends = next === undefined || isKeyword(next) || next.text === "," || next.text === ")";
  if (!ends || !/^[\w"`.]+$/.test(tokens[index]?.text ?? "")) return false;
  const clause = tokens
    .slice(Math.max(0, index - 60), index)
    .findLast((token) => clauseStarts.has(lower(token)));
  return clause !== undefined && aliasClauses.has(lower(clause));
}

const clauseStarts = new Set(
  "select from where set values into join on group order having limit offset returning update delete using when".split(
    " ",
  ),
);
const aliasClauses = new Set(["select", "from", "join", "update", "returning", "using"]);

function isPunctuation(token: SqlToken): boolean {
  return token.kind === "symbol";
}

function isOperand(token: SqlToken): boolean {
  if (token.kind === "symbol") return token.text === ")";
  return token.kind !== "word" || !isKeyword(token) || operands.has(token.text.toLowerCase());
}

/** A statement cannot stop after an operator, a comma or a keyword that wants something. */
function endsOpen(token: SqlToken | undefined): boolean {
  if (token === undefined) return true;
  if (token.kind === "symbol") return token.text !== ")" && token.text !== "*";
  const word = token.text.toLowerCase();
  return (
    isKeyword(token) &&
    !operands.has(word) &&
    !/^(?:asc|desc|first|last|locked|nowait|share|update|interval|distinct)$/.test(word)
  );
}

/** May the next line belong to this statement, judged by how the one before it ends and how the next begins? */
export function continuesSql(soFar: string, line: string): boolean {
  const tokens = sqlTokens(soFar);
  if (tokens === undefined) return true;
  const depth = tokens.reduce(
    (level, token) => level + (token.text === "(" ? 1 : token.text === ")" ? -1 : 0),
    0,
  );
  if (depth > 0 || endsOpen(tokens.at(-1)) || tokens.length === 1) return true;
  const first = sqlTokens(line.slice(0, 500).match(/^\s*\S+/)?.[0] ?? "")?.[0];
  if (first === undefined) return false;
  return isKeyword(first) || (first.kind === "symbol" && first.text !== "*");
}

function tablesOf(tokens: readonly SqlToken[]): readonly string[] {
  const tables = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    const word = lower(token);
    const isUpdate = word === "update" && (index === 0 || lower(tokens[index - 1]) === "do");
    if (!isUpdate && word !== "from" && word !== "join" && word !== "into") continue;
    let at = index + 1;
    for (;;) {
      const table = tokens[at];
      if (table?.kind !== "word" || isKeyword(table)) break;
      tables.add(table.text.replaceAll(/["`]/g, ""));
      at +=
        lower(tokens[at + 1]) === "as"
          ? 3
          : tokens[at + 1]?.kind === "word" && !isKeyword(tokens[at + 1])
            ? 2
            : 1;
      if (word !== "from" || tokens[at]?.text !== ",") break;
      at += 1;
    }
  }
  return [...tables];
}

/** The text between the parameters, white space folded except inside quotes. */
function chunksAround(sql: string, tokens: readonly SqlToken[]): readonly string[] {
  const chunks: string[] = [];
  let chunk = "";
  let end = 0;
  for (const token of tokens) {
    if (token.start > end) chunk += " ";
    end = token.end;
    if (token.kind === "parameter") {
      chunks.push(chunk);
      chunk = "";
    } else chunk += sql.slice(token.start, token.end);
  }
  chunks.push(chunk);
  return chunks;
}

/** Which column each parameter is compared with, assigned to or inserted into. */
function parameterColumns(tokens: readonly SqlToken[]): ReadonlyMap<SqlToken, string> {
  const columns = new Map<SqlToken, string>(insertedColumns(tokens));
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "parameter" || columns.has(token)) continue;
    const column = comparedColumn(tokens, index);
    if (column !== undefined) columns.set(token, column);
  }
  return columns;
}

const comparisons = new Set([
  "=",
  "<",
  ">",
  "<=",
  ">=",
  "<>",
  "!=",
  "like",
  "ilike",
  "in",
  "between",
  "is",
  "@>",
]);

function comparedColumn(tokens: readonly SqlToken[], index: number): string | undefined {
  // Backwards over what may stand between a column and its parameter: brackets, other values, arithmetic.
  for (let at = index - 1; at >= Math.max(0, index - 40); at -= 1) {
    const word = lower(tokens[at]);
    if (comparisons.has(word)) {
      const left = tokens[at - (lower(tokens[at - 1]) === "not" ? 2 : 1)];
      return columnName(left) ?? columnName(tokens[at + 1]);
    }
    if (word === "limit" || word === "offset") return word;
    if (["where", "set", "values", "or", "on", "having", "select"].includes(word)) break;
    if (word === "and" && lower(tokens[at - 2]) !== "between") break;
  }
  return comparisons.has(lower(tokens[index + 1])) ? columnName(tokens[index + 2]) : undefined;
}

function columnName(token: SqlToken | undefined): string | undefined {
  if (token?.kind !== "word" || isKeyword(token)) return undefined;
  return token.text.replaceAll(/["`]/g, "").split(".").at(-1);
}

/** `INSERT INTO t (a, b) VALUES (?, ?)`: the columns by position, for every row. */
function* insertedColumns(tokens: readonly SqlToken[]): Generator<[SqlToken, string]> {
  const values = tokens.findIndex((token) => lower(token) === "values");
  if (lower(tokens[0]) !== "insert" || values < 0 || tokens[3]?.text !== "(") return;
  const names: string[] = [];
  for (const token of tokens.slice(4, values))
    if (token.kind === "word") names.push(columnName(token) ?? token.text);
  let depth = 0;
  let position = 0;
  for (const token of tokens.slice(values + 1)) {
    if (token.text === "(") position = ++depth === 1 ? 0 : position;
    else if (token.text === ")") depth -= 1;
    else if (token.text === "," && depth === 1) position += 1;
    else if (depth === 0 && token.text !== ",") return;
    else if (token.kind === "parameter") {
      const name = names[position];
      if (name !== undefined) yield [token, name];
    }
  }
}
