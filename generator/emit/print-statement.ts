import { fromRuntime } from "../plan/model/runtime-symbols.ts";
import type { ParallelBranch, Statement } from "../plan/model/statement.ts";
import { comment, identifier, stringLiteral } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printCondition, printExpression } from "./print-expression.ts";
import { printLiteral } from "./print-type.ts";
import { completes } from "../plan/statements/reachability.ts";

export function printStatements(statements: readonly Statement[], scope: FileScope): string {
  return statements.map((statement) => printStatement(statement, scope)).join("\n");
}

function printStatement(statement: Statement, scope: FileScope): string {
  const block = (statements: readonly Statement[]): string => `{\n${printStatements(statements, scope)}\n}`;
  switch (statement.kind) {
    case "comment":
      return `\n// ${comment(statement.text)}`;
    case "call": {
      const call = printExpression(statement.call, scope);
      return statement.as === undefined ? `${call};` : `const ${identifier(statement.as)} = ${call};`;
    }
    case "return":
      return statement.value === undefined ? "return;" : `return ${printExpression(statement.value, scope)};`;
    case "throw": {
      const message = statement.message === undefined ? "" : stringLiteral(statement.message);
      return `throw new ${scope.value(statement.error)}(${message});`;
    }
    case "not-implemented": {
      const given = [stringLiteral(statement.what), ...details(statement.details)];
      return `throw new ${scope.value(fromRuntime("NotImplementedError"))}(${given.join(", ")});`;
    }
    case "undrawn":
      return `throw new Error(${stringLiteral(statement.message)});`;
    case "if":
      return printIf(statement, scope);
    case "switch":
      return printSwitch(statement, scope);
    case "for-each":
      return printForEach(statement, scope);
    case "while":
      return `while (${printCondition(statement.condition, scope)}) ${block(statement.body)}`;
    case "times": {
      const counter = identifier(statement.counter);
      return `for (let ${counter} = 1; ${counter} <= ${statement.rounds}; ${counter} += 1) ${block(statement.body)}`;
    }
    case "parallel":
      return printParallel(statement.branches, scope);
    case "background":
      return `this.#background.run(${stringLiteral(statement.task)}, async () => ${block(statement.body)});`;
    case "break":
      return "break;";
  }
}

/** A loop that does not read its items still goes round once for each. */
function printForEach(loop: Statement & { kind: "for-each" }, scope: FileScope): string {
  const items = printExpression(loop.items, scope);
  const body = `{\n${printStatements(loop.body, scope)}\n}`;
  if (loop.item !== undefined) return `for (const ${identifier(loop.item)} of ${items}) ${body}`;
  const [list, counter] = [identifier(loop.list), identifier(loop.counter)];
  return `const ${list} = ${items};\nfor (let ${counter} = 0; ${counter} < ${list}.length; ${counter} += 1) ${body}`;
}

function details(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`{ ${names.map(identifier).join(", ")} }`];
}

function printIf(
  { condition, taken: then, otherwise }: Statement & { kind: "if" },
  scope: FileScope,
): string {
  const taken = `if (${printCondition(condition, scope)}) {\n${printStatements(then, scope)}\n}`;
  const [only, second] = otherwise;
  if (only === undefined) return taken;
  if (only.kind === "if" && second === undefined) return `${taken} else ${printIf(only, scope)}`;
  return `${taken} else {\n${printStatements(otherwise, scope)}\n}`;
}

function printSwitch({ on, cases, otherwise }: Statement & { kind: "switch" }, scope: FileScope): string {
  const printed = cases.map(({ values, body }) => {
    const labels = values.map((value) => `case ${printLiteral(value)}:`).join("\n");
    return `${labels} ${caseBody(body, scope)}`;
  });
  const rest = otherwise === undefined ? [] : [`default: ${caseBody(otherwise, scope)}`];
  return `switch (${printExpression(on, scope)}) {\n${[...printed, ...rest].join("\n")}\n}`;
}

/** In braces where it declares something, so that cases do not share their names. */
function caseBody(body: readonly Statement[], scope: FileScope): string {
  const ended: readonly Statement[] = completes(body) ? [...body, { kind: "break" }] : body;
  const printed = printStatements(ended, scope);
  return body.some((statement) => statement.kind === "call" && statement.as !== undefined)
    ? `{\n${printed}\n}`
    : `\n${printed}`;
}

/** `const [stock] = await Promise.all([this.#stock.reserve(order), …]);` */
function printParallel(branches: readonly ParallelBranch[], scope: FileScope): string {
  const results = branches.map(({ result }) => (result === undefined ? "" : identifier(result)));
  const lastNamed = results.findLastIndex((result) => result !== "");
  const bound = lastNamed < 0 ? "" : `const [${results.slice(0, lastNamed + 1).join(", ")}] = `;
  return `${bound}await Promise.all([${branches.map((branch) => printBranch(branch, scope)).join(", ")}]);`;
}

function printBranch({ statements, result }: ParallelBranch, scope: FileScope): string {
  const [only, second] = statements;
  if (only?.kind === "call" && second === undefined && only.call.kind === "await") {
    return printExpression(only.call.of, scope);
  }
  const returned = result === undefined ? "" : `\nreturn ${identifier(result)};`;
  return `(async () => {\n${printStatements(statements, scope)}${returned}\n})()`;
}
