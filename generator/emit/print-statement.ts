import type { ParallelBranch, Statement, Symbols } from "../plan/model/emit-plan.ts";
import { comment, identifier, stringLiteral } from "./escape.ts";
import { printCondition, printExpression } from "./print-expression.ts";
import { printLiteral } from "./print-type.ts";
import { completes } from "../plan/statements/reachability.ts";

export function printStatements(statements: readonly Statement[], symbols: Symbols): string {
  return statements.map((statement) => printStatement(statement, symbols)).join("\n");
}

function printStatement(statement: Statement, symbols: Symbols): string {
  const block = (statements: readonly Statement[]): string => `{\n${printStatements(statements, symbols)}\n}`;
  switch (statement.kind) {
    case "comment":
      return `\n// ${comment(statement.text)}`;
    case "call": {
      const call = printExpression(statement.call, symbols);
      return statement.as === undefined ? `${call};` : `const ${identifier(statement.as)} = ${call};`;
    }
    case "return":
      return statement.value === undefined
        ? "return;"
        : `return ${printExpression(statement.value, symbols)};`;
    case "throw": {
      const message = statement.message === undefined ? "" : stringLiteral(statement.message);
      return `throw new ${identifier(statement.error)}(${message});`;
    }
    case "not-implemented":
      return `throw new NotImplementedError(${[stringLiteral(statement.what), ...details(statement.details)].join(", ")});`;
    case "undrawn":
      return `throw new Error(${stringLiteral(statement.message)});`;
    case "if":
      return printIf(statement, symbols);
    case "switch":
      return printSwitch(statement, symbols);
    case "for-each":
      return printForEach(statement, symbols);
    case "while":
      return `while (${printCondition(statement.condition, symbols)}) ${block(statement.body)}`;
    case "times": {
      const counter = identifier(statement.counter);
      return `for (let ${counter} = 1; ${counter} <= ${statement.rounds}; ${counter} += 1) ${block(statement.body)}`;
    }
    case "parallel":
      return printParallel(statement.branches, symbols);
    case "background":
      return `this.#background.run(${stringLiteral(statement.task)}, async () => ${block(statement.body)});`;
    case "break":
      return "break;";
  }
}

/** A loop that does not read its items still goes round once for each. */
function printForEach(loop: Statement & { kind: "for-each" }, symbols: Symbols): string {
  const items = printExpression(loop.items, symbols);
  const body = `{\n${printStatements(loop.body, symbols)}\n}`;
  if (loop.item !== undefined) return `for (const ${identifier(loop.item)} of ${items}) ${body}`;
  const [list, counter] = [identifier(loop.list), identifier(loop.counter)];
  return `const ${list} = ${items};\nfor (let ${counter} = 0; ${counter} < ${list}.length; ${counter} += 1) ${body}`;
}

function details(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`{ ${names.map(identifier).join(", ")} }`];
}

function printIf(
  { condition, taken: then, otherwise }: Statement & { kind: "if" },
  symbols: Symbols,
): string {
  const taken = `if (${printCondition(condition, symbols)}) {\n${printStatements(then, symbols)}\n}`;
  const [only, second] = otherwise;
  if (only === undefined) return taken;
  if (only.kind === "if" && second === undefined) return `${taken} else ${printIf(only, symbols)}`;
  return `${taken} else {\n${printStatements(otherwise, symbols)}\n}`;
}

function printSwitch({ on, cases, otherwise }: Statement & { kind: "switch" }, symbols: Symbols): string {
  const printed = cases.map(({ values, body }) => {
    const labels = values.map((value) => `case ${printLiteral(value)}:`).join("\n");
    return `${labels} ${caseBody(body, symbols)}`;
  });
  const rest = otherwise === undefined ? [] : [`default: ${caseBody(otherwise, symbols)}`];
  return `switch (${printExpression(on, symbols)}) {\n${[...printed, ...rest].join("\n")}\n}`;
}

/** In braces where it declares something, so that cases do not share their names. */
function caseBody(body: readonly Statement[], symbols: Symbols): string {
  const ended: readonly Statement[] = completes(body) ? [...body, { kind: "break" }] : body;
  const printed = printStatements(ended, symbols);
  return body.some((statement) => statement.kind === "call" && statement.as !== undefined)
    ? `{\n${printed}\n}`
    : `\n${printed}`;
}

/** `const [stock] = await Promise.all([this.#stock.reserve(order), …]);` */
function printParallel(branches: readonly ParallelBranch[], symbols: Symbols): string {
  const results = branches.map(({ result }) => (result === undefined ? "" : identifier(result)));
  const lastNamed = results.findLastIndex((result) => result !== "");
  const bound = lastNamed < 0 ? "" : `const [${results.slice(0, lastNamed + 1).join(", ")}] = `;
  return `${bound}await Promise.all([${branches.map((branch) => printBranch(branch, symbols)).join(", ")}]);`;
}

function printBranch({ statements, result }: ParallelBranch, symbols: Symbols): string {
  const [only, second] = statements;
  if (only?.kind === "call" && second === undefined && only.call.kind === "await") {
    return printExpression(only.call.of, symbols);
  }
  const returned = result === undefined ? "" : `\nreturn ${identifier(result)};`;
  return `(async () => {\n${printStatements(statements, symbols)}${returned}\n})()`;
}
