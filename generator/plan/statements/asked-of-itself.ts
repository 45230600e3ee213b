import type { Statement } from "../model/statement.ts";
import { visitExpressions } from "./references.ts";

/** The methods of its own class that some statements call, apart from what stands in blocks inside them. */
export function askedOfItself(statements: readonly Statement[]): readonly string[] {
  const asked: string[] = [];
  visitExpressions(statements.map(withoutBlocks), (expression) => {
    if (expression.kind === "call" && expression.on === "this") asked.push(expression.name);
  });
  return asked;
}

/** The statement as far as it decides: the conditions of a chain belong together. */
function withoutBlocks(statement: Statement): Statement {
  switch (statement.kind) {
    case "if":
      return {
        ...statement,
        taken: [],
        otherwise: statement.otherwise.filter(({ kind }) => kind === "if").map(withoutBlocks),
      };
    case "switch":
      return { ...statement, cases: [], otherwise: undefined };
    case "for-each":
    case "while":
    case "do":
    case "times":
    case "background":
      return { ...statement, body: [] };
    case "parallel":
      return { ...statement, branches: [] };
    default:
      return statement;
  }
}
