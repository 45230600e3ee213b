import type { SqlParser } from "seqwright-runtime/model";
import { readSql, type ReadStatement, type SqlReading } from "./read-sql.ts";

/** The statements in the lines of a label. */
export interface FoundSql {
  readonly statements: readonly ReadStatement[];
  /** The lines around them. */
  readonly around: readonly string[];
}

/** Finds statements over one or more lines; each takes as many lines as it can be read with. */
export function findSql(lines: readonly string[], parser: SqlParser): FoundSql {
  const statements: ReadStatement[] = [];
  const around: string[] = [];
  const rest = lines.flatMap(apartFromBoundaries).flatMap((line) => apartFromWords(line, parser));
  let attempts = 0;
  for (let at = 0; at < rest.length;) {
    const block =
      beginsStatement(rest[at]) && ++attempts <= attemptsMax ? blockAt(rest.slice(at), parser) : undefined;
    if (block?.reading.kind === "statements") statements.push(...block.reading.statements);
    else around.push(rest[at] ?? "");
    at += block?.reading.kind === "statements" ? block.lines : 1;
  }
  return { statements, around };
}

/** What PostgreSQL says of a text that a reader would take for SQL; undefined where there is none. */
export function refusedSql(
  lines: readonly string[],
  parser: SqlParser,
): { readonly text: string; readonly reason: string } | undefined {
  const at = lines.findIndex(beginsStatement);
  if (at < 0) return undefined;
  const { reading, text } = blockAt(lines.slice(at), parser);
  return reading.kind === "refused" && looksComplete(text) ? { text, reason: reading.reason } : undefined;
}

/** Longer labels are documents, and reading them again and again takes time. */
const attemptsMax = 20;
const blockLinesMax = 60;

export function beginsStatement(line: string | undefined): boolean {
  return /^(?:select|insert|update|delete|upsert|merge|replace|with)\s/i.test(line ?? "");
}

/** The verb with the word that goes with it, written as only SQL is written, and nothing left out. */
function looksComplete(text: string): boolean {
  if (/\.\.|…/.test(text)) return false;
  const start = text.slice(0, 2_000);
  const isShouted =
    /^(?:SELECT\s[^]*\sFROM|(?:SELECT|UPDATE|DELETE)\s[^]*\sWHERE|INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|UPDATE\s[^]*\sSET|DELETE\s+FROM|MERGE\s+INTO|WITH\s[^]*\sAS\s*\()\s/;
  return isShouted.test(start) && /[=(;?*`]|\bVALUES\b|\bWHERE\b/.test(start);
}

interface Block {
  readonly reading: SqlReading;
  readonly text: string;
  /** How many lines it takes. */
  readonly lines: number;
}

/** As many lines as go on with the statement that the first one begins. */
function blockAt(lines: readonly string[], parser: SqlParser): Block {
  let block = blockOf(lines.slice(0, 1), parser);
  for (const line of lines.slice(1, blockLinesMax)) {
    const isComplete = block.reading.kind === "statements";
    if (!isComplete && !isOpen(block)) break;
    if (isComplete && !mayGoOn(line, parser)) break;
    const longer = blockOf(lines.slice(0, block.lines + 1), parser);
    if (isComplete && isWrong(longer) && !isClause(line, block.text, parser)) break;
    block = longer;
  }
  return block;
}

function blockOf(lines: readonly string[], parser: SqlParser): Block {
  const text = lines.join("\n");
  return { reading: readSql(text, parser), text, lines: lines.length };
}

function isOpen({ reading }: Block): boolean {
  return reading.kind === "refused" && reading.isOpen;
}

function isWrong({ reading }: Block): boolean {
  return reading.kind === "refused" && !reading.isOpen;
}

/** Whether a line may go on with a statement that is complete without it: `LIMIT 1` may, `주문 조회` may not. */
function mayGoOn(line: string, parser: SqlParser): boolean {
  const [first] = parser.tokens(line.slice(0, 500)) ?? [];
  if (first === undefined || beginsStatement(line)) return false;
  if (/^(?:SQL|C)_COMMENT$/.test(first.tokenName)) return true;
  return /^[,)=<>|;]/.test(first.text) || first.keywordName !== "NO_KEYWORD";
}

/** `ON DUPLICATE KEY …` belongs to the statement, though PostgreSQL cannot read it; `for all orders` is a remark. */
function isClause(line: string, statement: string, parser: SqlParser): boolean {
  const [first] = parser.tokens(line.slice(0, 500)) ?? [];
  if (first?.keywordName !== "RESERVED_KEYWORD") return false;
  return /^[A-Z]+$/.test(first.text) || /^[a-z]/.test(statement);
}

/** `BEGIN; UPDATE …; COMMIT;`: what begins and ends a transaction stands on lines of its own. */
function apartFromBoundaries(line: string): readonly string[] {
  const begun = /^(BEGIN|START\s{1,9}TRANSACTION)\s{0,9};\s{0,9}(?=\S)/i.exec(line);
  if (begun?.[1] === undefined) return [line];
  const rest = line.slice(begun[0].length);
  const ended = /;\s{0,9}(COMMIT|END|ROLLBACK)\s{0,9};?$/i.exec(rest);
  return [begun[1], ...(ended?.[1] === undefined ? [rest] : [rest.slice(0, ended.index), ended[1]])];
}

/** `save it: INSERT INTO …`: words before a statement on the same line are as good as a line of their own. */
function apartFromWords(line: string, parser: SqlParser): readonly string[] {
  if (beginsStatement(line)) return [line];
  const at = line
    .slice(0, 300)
    .search(
      /(?<=\S[\s:])(?:SELECT\s[^]*\sFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|WITH\s+\S+\s+AS)\s/,
    );
  if (at <= 0) return [line];
  const before = line.slice(0, at).trim();
  const reading = readSql(line.slice(at), parser);
  if (reading.kind === "refused") return [line];
  const isMeant =
    before.endsWith(":") || reading.statements.some(({ meaning: { parameters } }) => parameters.length > 0);
  return isMeant ? [before.replace(/\s*:$/, ""), line.slice(at)] : [line];
}
