import type { CstNode } from "./cst.gen.ts";
import { statementParser } from "./grammar.ts";
import { explainingLexer, statementLexer } from "./lexer.ts";
import type { StatementForm } from "./statement-forms.ts";

/** The concrete syntax tree of a line read as one form of statement, or nothing if it is not of that form. */
export function parseLine(form: StatementForm, text: string): CstNode | undefined {
  const { tokens, errors } = statementLexer.tokenize(text, form.mode);
  if (errors.length > 0) return undefined;
  statementParser.input = tokens;
  const tree = statementParser[form.rule]();
  return statementParser.errors.length > 0 ? undefined : tree;
}

/** What is wrong with a line is told by its beginning. */
const explainedLengthMax = 1_000;

/** Why a line is not of a form, in words, or nothing if it is. */
export function whyNot(form: StatementForm, line: string): string | undefined {
  const text = line.slice(0, explainedLengthMax);
  const { tokens, errors } = explainingLexer.tokenize(text, form.mode);
  statementParser.input = tokens;
  statementParser[form.rule]();
  const [problem] = statementParser.errors;
  if (problem !== undefined) return problem.message;
  const [stray] = errors;
  return stray === undefined
    ? undefined
    : `did not expect "${text.slice(stray.offset, stray.offset + stray.length)}"`;
}
