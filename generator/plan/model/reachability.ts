import type { Statement } from "./statement.ts";

/** Whether the end of these statements can be reached, as TypeScript sees it. */
export function completes(statements: readonly Statement[]): boolean {
  return statements.every(completesOne);
}

function completesOne(statement: Statement): boolean {
  switch (statement.kind) {
    case "return":
    case "throw":
    case "not-implemented":
    case "undrawn":
    case "break":
      return false;
    case "if":
      return completes(statement.taken) || completes(statement.otherwise);
    case "switch":
      return (
        statement.cases.some(({ body }) => completes(body)) ||
        completes(statement.otherwise ?? [{ kind: "break" }])
      );
    case "transaction":
      return !statement.answers;
    case "undoing":
      return completes(statement.body);
    case "do":
      return completes(statement.body) || leavesLoop(statement.body);
    case "comment":
    case "call":
    case "for-each":
    case "while":
    case "times":
    case "parallel":
    case "background":
    case "to-undo":
    case "undone":
      return true;
  }
}

/** Whether a `break` in these statements leaves the loop around them. */
export function leavesLoop(statements: readonly Statement[]): boolean {
  return statements.some((statement) => {
    switch (statement.kind) {
      case "break":
        return true;
      case "if":
        return leavesLoop(statement.taken) || leavesLoop(statement.otherwise);
      case "switch":
        return statement.cases.some(({ body }) => leavesLoop(body)) || leavesLoop(statement.otherwise ?? []);
      case "undoing":
        return leavesLoop(statement.body);
      default:
        return false;
    }
  });
}
