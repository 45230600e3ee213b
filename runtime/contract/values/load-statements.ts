import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { foldedStatement } from "../../model/sql/folded-statement.ts";
import { sameStatement, statementReader, type ParameterPair } from "../../model/sql/same-statement.ts";
import { sqlFacts, type SqlFacts } from "../../model/sql/sql-facts.ts";
import { sqlParser, type PgQueryLibrary } from "../../model/sql/sql-parser.ts";

/** The parameters of two statements that belong together; undefined where the statements do not mean the same. */
export type PairStatements = (expected: string, actual: string) => readonly ParameterPair[] | undefined;

/** What is known of the SQL statements that cross a diagram's arrows. */
export interface Statements {
  readonly pairStatements: PairStatements;
  /** What a statement says of its effect and of its answer; undefined where PostgreSQL cannot read it. */
  readonly factsOf: (text: string) => SqlFacts | undefined;
}

/** Where nobody can read them. */
export const unreadStatements: Statements = { pairStatements: pairByText, factsOf: () => undefined };

/** Loads PostgreSQL's parser, where a diagram has SQL: other diagrams need not have it installed. */
export async function loadStatements(protocol: DiagramProtocol): Promise<Statements> {
  if (!hasSql(protocol)) return unreadStatements;
  const library = await importParser(protocol.source);
  await library.loadModule();
  return { pairStatements: pairByMeaning(library), factsOf: factsReader(library) };
}

/** Reads each text once. */
export function factsReader(library: PgQueryLibrary): Statements["factsOf"] {
  const parser = sqlParser(library);
  const known = new Map<string, SqlFacts | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    if (known.size >= textsMax) known.clear();
    const parse = parser.parse(text);
    const [statement] = parse.kind === "refused" ? [] : parse.statements;
    const facts = statement === undefined ? undefined : sqlFacts(statement);
    known.set(text, facts);
    return facts;
  };
}

/** Statements that are put together anew each time must not fill the memory. */
const textsMax = 1_000;

/** What PostgreSQL cannot read is the same only where its text is. */
export function pairByMeaning(library: PgQueryLibrary): PairStatements {
  const read = statementReader(sqlParser(library));
  return (expected, actual) => {
    const [one, other] = [read(expected), read(actual)];
    return one === undefined || other === undefined
      ? pairByText(expected, actual)
      : sameStatement(one, other);
  };
}

/** By what is written alone: then `$1` is `$1`. */
export function pairByText(expected: string, actual: string): readonly ParameterPair[] | undefined {
  if (foldedStatement(expected) !== foldedStatement(actual)) return undefined;
  const numbers = [...expected.matchAll(/\$(\d{1,5})/g)].map(([, digits]) => Number(digits));
  return [...new Set(numbers)].map((number) => [number, number]);
}

function hasSql(protocol: DiagramProtocol): boolean {
  return Object.values(protocol.steps).some(
    (step) => "args" in step && step.args.some(({ value }) => value.kind === "sql"),
  );
}

async function importParser(
  source: string,
): Promise<PgQueryLibrary & { readonly loadModule: () => Promise<void> }> {
  try {
    return await import("libpg-query");
  } catch (cause) {
    const message = `The contract of ${source} compares SQL with PostgreSQL's parser: npm install --save-dev libpg-query`;
    throw new Error(message, { cause });
  }
}
