import { sqlFacts, type SqlFacts, type SqlParser, type SqlToken } from "seqwright-runtime/model";
import type { SqlMeaning } from "../model.ts";
import { cutAtPlaceholders, isGlued, isOperand, numbered, type CutStatement } from "./placeholders.ts";

export type SqlReading =
  | { readonly kind: "statements"; readonly statements: readonly ReadStatement[] }
  /** `reason` is PostgreSQL's, where it is PostgreSQL who refuses the text; `isOpen` when more text may complete it. */
  | { readonly kind: "refused"; readonly reason: string; readonly isOpen: boolean };

export interface ReadStatement {
  readonly meaning: SqlMeaning;
  /** As it is drawn, on one line. */
  readonly text: string;
}

/** Reads one or more complete statements, with the placeholders of any common dialect. */
export function readSql(text: string, parser: SqlParser): SqlReading {
  const tokens = parser.tokens(text);
  if (tokens === undefined) return refused("a quote or a comment is left open", true);
  const readings = statementsOf(tokens).map((statement) => readStatement(statement, parser));
  if (readings.length === 0 || readings.length > statementsMax) return refused("it is no statement");
  const statements: ReadStatement[] = [];
  for (const reading of readings) {
    if (reading.kind === "refused") return reading;
    statements.push(...reading.statements);
  }
  return { kind: "statements", statements };
}

const statementsMax = 20;

function statementsOf(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token.text === ";") statements.push([]);
    else if (!/^(?:SQL|C)_COMMENT$/.test(token.tokenName)) statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

function readStatement(tokens: readonly SqlToken[], parser: SqlParser): SqlReading {
  const stranger = tokens.find(
    (token, index) => isForeign(token, tokens[index + 1]) || isRemark(tokens, index),
  );
  if (stranger !== undefined) return refused(`"${stranger.text}" is no part of a statement`);
  const cut = cutAtPlaceholders(tokens);
  const parse = parser.parse(numbered(cut));
  if (parse.kind === "refused") return refused(parse.reason, parse.reason.endsWith("at end of input"));
  const [statement, ...others] = parse.statements;
  const facts = statement === undefined || others.length > 0 ? undefined : sqlFacts(statement);
  if (facts === undefined || !isMeant(facts, tokens))
    return refused("it neither reads nor writes rows", true);
  const text = tokens
    .map((token, at) => `${isGlued(tokens, at) || at === 0 ? "" : " "}${token.text}`)
    .join("");
  return { kind: "statements", statements: [{ meaning: meaningOf(facts, cut, tokens), text }] };
}

function refused(reason: string, isOpen = false): SqlReading {
  return { kind: "refused", reason, isOpen };
}

/** PostgreSQL takes `…` for a name and `#` for an operator; drawings leave something out with one and remark with the other. */
function isForeign({ text, tokenName }: SqlToken, next: SqlToken | undefined): boolean {
  if (tokenName !== "IDENT") return (text === "#" && next?.text !== "{") || text === "`";
  return !text.startsWith('"') && !/^[\p{L}_][\p{L}\p{M}\p{N}_$]*$/u.test(text);
}

/** `SELECT * FROM orders 조회`: for PostgreSQL a name of the table, for a reader what is done. */
function isRemark(tokens: readonly SqlToken[], index: number): boolean {
  const token = tokens[index];
  if (token?.tokenName !== "IDENT" || /^[\p{ASCII}]*$/u.test(token.text) || token.text.startsWith('"'))
    return false;
  const before = tokens[index - 1];
  return before?.text === "*" || (isOperand(before) && before?.text !== "}");
}

/** `select user`, `select 3 items` are SQL by accident: without FROM, something must be computed. */
function isMeant({ verb }: SqlFacts, tokens: readonly SqlToken[]): boolean {
  if (!firstWords.has(tokens[0]?.text.toLowerCase() ?? "")) return false;
  if (verb !== "select" || tokens.some(({ text }) => /^from$/i.test(text))) return true;
  return (
    tokens.some(({ text }) => text === "(") || tokens.every((token, index) => index === 0 || isNumber(token))
  );
}

const firstWords = new Set(["with", "select", "insert", "update", "delete", "merge"]);

function isNumber({ tokenName }: SqlToken): boolean {
  return tokenName === "ICONST" || tokenName === "FCONST";
}

function meaningOf(
  facts: SqlFacts,
  { chunks, names }: CutStatement,
  tokens: readonly SqlToken[],
): SqlMeaning {
  const { parameterColumns, tables, writes, ...said } = facts;
  const written = spelling(tokens);
  return {
    kind: "sql",
    ...said,
    tables: tables.map(written),
    writes: writes.map(written),
    chunks,
    parameters: names.map((name, index) => {
      const column = parameterColumns[index];
      const isList = /\bin ?\( ?$/i.test(chunks[index] ?? "") && /^ ?\)/.test(chunks[index + 1] ?? "");
      return { column: column === undefined ? name : written(column), name, isList };
    }),
  };
}

/** PostgreSQL folds names to lower case; a diagram's names are told as they are written. */
function spelling(tokens: readonly SqlToken[]): (name: string) => string {
  const names = tokens.filter(isName).map(({ text }) => text.replaceAll('"', ""));
  const written = new Map(names.map((name) => [name.toLowerCase(), name]));
  return (name) =>
    name
      .split(".")
      .map((part) => written.get(part.toLowerCase()) ?? part)
      .join(".");
}

function isName({ text, keywordName }: SqlToken): boolean {
  return /^["\p{L}_]/u.test(text) && keywordName !== "RESERVED_KEYWORD";
}
