import type { CallExpression, Condition, Expression } from "../model/expression.ts";
import type { Statement } from "../model/statement.ts";

/** Calls `visit` for every expression in some statements, the outer ones first. */
export function visitExpressions(
  statements: readonly Statement[],
  visit: (expression: Expression) => void,
): void {
  for (const statement of statements) {
    for (const expression of expressionsOf(statement)) walk(expression, visit);
    for (const block of blocksOf(statement)) visitExpressions(block, visit);
  }
}

/** The names of local values that some statements read. */
export function localsRead(statements: readonly Statement[]): ReadonlySet<string> {
  const results = allStatements(statements).flatMap((statement) =>
    statement.kind === "transaction" ? statement.results : [],
  );
  return new Set([...readCounts(statements).keys(), ...results]);
}

/** How often some statements read each local value. */
export function readCounts(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  visitExpressions(statements, (expression) => {
    if (expression.kind === "path") count(expression.root);
  });
  for (const statement of allStatements(statements))
    if (statement.kind === "not-implemented") statement.details.forEach(count);
  return counts;
}

/** The collaborators that some statements call. */
export function fieldsCalled(statements: readonly Statement[]): ReadonlySet<string> {
  const called = new Set<string>();
  visitExpressions(statements, (expression) => {
    if (expression.kind === "call" && expression.on === "field") called.add(expression.field);
  });
  for (const statement of allStatements(statements)) {
    if (statement.kind === "background") called.add("background");
    if (statement.kind === "transaction") called.add(statement.database);
  }
  return called;
}

/** Statements with those inside them. */
export function allStatements(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement) => [statement, ...blocksOf(statement).flatMap(allStatements)]);
}

function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "call":
    case "to-undo":
      return [statement.call];
    case "return":
      return statement.value === undefined ? [] : [statement.value];
    case "if":
    case "while":
    case "do":
      return conditionExpressions(statement.condition);
    case "times":
      return statement.condition === undefined ? [] : conditionExpressions(statement.condition);
    case "switch":
      return [statement.on];
    case "for-each":
      return [statement.items];
    default:
      return [];
  }
}

function conditionExpressions(condition: Condition): readonly Expression[] {
  switch (condition.kind) {
    case "one-of":
    case "instance-of":
      return [condition.left];
    case "compares":
      return [condition.left, condition.right];
    case "all":
    case "any":
      return condition.of.flatMap(conditionExpressions);
    case "holds":
      return [condition.expression];
    case "not":
      return conditionExpressions(condition.condition);
  }
}

/** The blocks directly inside a statement. */
function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case "if":
      return [statement.taken, statement.otherwise];
    case "switch":
      return [...statement.cases.map(({ body }) => body), statement.otherwise ?? []];
    case "for-each":
    case "while":
    case "do":
    case "times":
    case "background":
    case "transaction":
    case "undoing":
      return [statement.body];
    case "parallel":
      return statement.branches.map(({ statements }) => statements);
    default:
      return [];
  }
}

function walk(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const part of partsOf(expression)) walk(part, visit);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "template":
    case "sql":
      return expression.values;
    case "object":
      return expression.entries.flatMap(({ key, value }) =>
        typeof key === "string" ? [value] : [key, value],
      );
    case "array":
      return expression.items;
    case "call":
      return [...calledOn(expression), ...expression.args];
    case "await":
    case "thunk":
    case "rows":
    case "row-count":
    case "catch":
      return [expression.of];
    case "path":
    case "symbol":
    case "global":
    case "factory":
    case "literal":
    case "schema":
      return [];
  }
}

function calledOn(call: CallExpression): readonly Expression[] {
  return call.on === "value" ? [call.value] : [];
}
