import type { CstNode } from "./cst.gen.ts";
import { statementParser } from "./grammar.ts";
import { statementLexer } from "./lexer.ts";
import type { StatementForm } from "./statement-forms.ts";

/** The concrete syntax tree of a line read as one form of statement, or nothing if it is not of that form. */
export function parseLine(form: StatementForm, text: string): CstNode | undefined {
  const { tokens, errors } = statementLexer.tokenize(text, form.mode);
  if (errors.length > 0) return undefined;
  statementParser.input = tokens;
  const tree = statementParser[form.rule]();
  return statementParser.errors.length > 0 ? undefined : tree;
}

/** Why a line is not of a form, in words, or nothing if it is. */
export function whyNot(form: StatementForm, text: string): string | undefined {
  const { tokens, errors } = statementLexer.tokenize(text, form.mode);
  statementParser.input = tokens;
  statementParser[form.rule]();
  const [problem] = statementParser.errors;
  if (problem !== undefined) return problem.message;
  const [stray] = errors;
  return stray === undefined
    ? undefined
    : `did not expect "${text.slice(stray.offset, stray.offset + stray.length)}"`;
}
