import { ts } from "ts-morph";
import { parse } from "./cut-class.ts";

export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A parsed file knows what was wrong with it, which TypeScript's declarations leave out. */
interface WithProblems {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
}

/** The first thing that is wrong with a text as TypeScript, if anything: what is said, and where. */
export function syntaxProblem(text: string): SyntaxProblem | undefined {
  const [first] = (parse(text) as ts.SourceFile & WithProblems).parseDiagnostics;
  if (first === undefined) return undefined;
  const { start, length, messageText } = first;
  return { message: ts.flattenDiagnosticMessageText(messageText, " "), start, end: start + length };
}
