import { canonicalStatement, type CanonicalStatement } from "./canonical-statement.ts";
import type { Parameter } from "./form.ts";
import type { SqlParser } from "./sql-parser.ts";

/** One text, which may hold several statements, in canonical form. */
export type CanonicalText = readonly CanonicalStatement[];

/** Parameters of two texts that are the same one, counted from 1; the actual one may be a list of just that value. */
export type ParameterPair = readonly [expected: number, actual: number, isListed?: true];

/** The parameters that belong together where both texts say the same; undefined where they do not. */
export function sameStatement(
  expected: CanonicalText,
  actual: CanonicalText,
): readonly ParameterPair[] | undefined {
  if (expected.length !== actual.length) return undefined;
  const pairs: ParameterPair[] = [];
  for (const [index, one] of expected.entries()) {
    const other = actual[index];
    if (other === undefined || other.text !== one.text || !returnsAll(one, other)) return undefined;
    one.parameters.forEach((parameter, at) => pairs.push(pairOf(parameter, other.parameters[at] ?? 0)));
  }
  return pairs.sort(([one], [other]) => one - other);
}

function pairOf(expected: Parameter, actual: Parameter): ParameterPair {
  const [one, other] = [numberOf(expected), numberOf(actual)];
  return typeof expected === "number" && typeof actual !== "number" ? [one, other, true] : [one, other];
}

function numberOf(parameter: Parameter): number {
  return typeof parameter === "number" ? parameter : parameter.listOf;
}

/** More may come back than is asked for; a star brings every column. */
function returnsAll(expected: CanonicalStatement, actual: CanonicalStatement): boolean {
  const all = actual.returning.some(({ kind }) => kind === "star" || kind === "star to read");
  const named = actual.returning.every(({ kind }) => kind === "column");
  return expected.returning.every(
    ({ text, kind }) =>
      (all && kind === "column") ||
      (named && kind === "star to read") ||
      actual.returning.some((other) => other.text === text),
  );
}

/** Reads texts, each of them once; undefined for what PostgreSQL refuses. */
export function statementReader(parser: SqlParser): (text: string) => CanonicalText | undefined {
  const known = new Map<string, CanonicalText | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    // Statements that are put together anew each time must not fill the memory.
    if (known.size >= textsMax) known.clear();
    const parse = parser.parse(text);
    const read = parse.kind === "refused" ? undefined : parse.statements.map(canonicalStatement);
    known.set(text, read);
    return read;
  };
}

const textsMax = 1_000;
