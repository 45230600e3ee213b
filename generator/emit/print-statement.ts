import { CodeBlockWriter } from "ts-morph";
import { fromRuntime } from "../plan/model/runtime-symbols.ts";
import type { ParallelBranch, Statement, TransactionStatement } from "../plan/model/statement.ts";
import { completes } from "../plan/model/reachability.ts";
import { declaredBy } from "../plan/statements/brought-by-all.ts";
import { allStatements } from "../plan/statements/references.ts";
import { comment, identifier, stringLiteral } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printCondition, printExpression } from "./print-expression.ts";
import { printLiteral, printType } from "./print-type.ts";

export function printStatements(statements: readonly Statement[], scope: FileScope): string {
  const writer = new CodeBlockWriter();
  const replaced = allStatements(statements).flatMap((statement) =>
    statement.kind === "call" && statement.again === true && statement.as !== undefined ? [statement.as] : [],
  );
  new StatementWriter(writer, scope, new Set(replaced)).writeAll(statements);
  return writer.toString();
}

class StatementWriter {
  readonly #writer: CodeBlockWriter;
  readonly #scope: FileScope;
  /** Names that get another value after they are declared. */
  readonly #replaced: ReadonlySet<string>;

  constructor(writer: CodeBlockWriter, scope: FileScope, replaced: ReadonlySet<string>) {
    this.#writer = writer;
    this.#scope = scope;
    this.#replaced = replaced;
  }

  writeAll(statements: readonly Statement[]): void {
    for (const statement of statements) this.#write(statement);
  }

  #write(statement: Statement): void {
    switch (statement.kind) {
      case "comment":
        this.#writer.blankLineIfLastNot().writeLine(`// ${comment(statement.text)}`);
        return;
      case "call":
        return this.#writeCall(statement);
      case "return":
        return this.#writeReturn(statement);
      case "throw":
        return this.#writeThrow(
          this.#scope.value(statement.error),
          statement.message === undefined ? [] : [stringLiteral(statement.message)],
        );
      case "not-implemented":
        return this.#writeThrow(this.#scope.value(fromRuntime("NotImplementedError")), [
          stringLiteral(statement.what),
          ...details(statement.details),
        ]);
      case "undrawn":
        return this.#writeThrow("Error", [stringLiteral(statement.message)]);
      case "if":
        this.#writeDeclared(statement);
        this.#writeIf(statement);
        this.#writer.newLine();
        return;
      case "switch":
        this.#writeDeclared(statement);
        return this.#writeSwitch(statement);
      case "for-each":
        return this.#writeForEach(statement);
      case "while":
        return this.#writeBlock(
          `while (${printCondition(statement.condition, this.#scope)})`,
          statement.body,
        );
      case "do":
        return this.#writeDo(statement);
      case "times": {
        const counter = identifier(statement.counter);
        const { condition } = statement;
        const asked = condition === undefined ? "" : ` && (${printCondition(condition, this.#scope)})`;
        const head = `for (let ${counter} = 1; ${counter} <= ${statement.rounds}${asked}; ${counter} += 1)`;
        return this.#writeBlock(head, statement.body);
      }
      case "parallel":
        return this.#writeParallel(statement);
      case "background": {
        this.#writer.write(`this.#background.run(${stringLiteral(statement.task)}, async () => `);
        this.#inlineBlock(statement.body);
        this.#writer.write(");").newLine();
        return;
      }
      case "transaction":
        return this.#writeTransaction(statement);
      case "undoing":
        return this.#writeUndoing(statement);
      case "to-undo": {
        const { stack, what, call } = statement;
        const undo = printExpression(call, this.#scope);
        this.#writer.writeLine(`${identifier(stack)}.add(${stringLiteral(what)}, async () => ${undo});`);
        return;
      }
      case "undone":
        this.#writer.writeLine(`${identifier(statement.stack)}.drop(${stringLiteral(statement.what)});`);
        return;
      case "break":
        this.#writer.writeLine("break;");
    }
  }

  #writeTransaction({ database, body, answers, results }: TransactionStatement): void {
    const names = results.map(identifier);
    const [only, another] = names;
    const bound = another === undefined ? only : `{ ${names.join(", ")} }`;
    const start = answers ? "return " : bound === undefined ? "await " : `const ${bound} = await `;
    this.#writer.write(`${start}this.#${identifier(database)}.transaction(async () => `);
    this.#writer.inlineBlock(() => {
      this.writeAll(body);
      if (bound !== undefined) this.#writer.writeLine(`return ${bound};`);
    });
    this.#writer.write(");").newLine();
  }

  #writeUndoing({ stack, body }: Statement & { kind: "undoing" }): void {
    const name = identifier(stack);
    this.#writer.writeLine(`const ${name} = new ${this.#scope.value(fromRuntime("UndoStack"))}();`);
    this.#writer.write("try ");
    this.#inlineBlock(body);
    this.#writer.write(" catch (error) ").inlineBlock(() => {
      this.#writer.writeLine(`throw await ${name}.undoneAfter(error);`);
    });
    this.#writer.newLine();
  }

  /** `let order: Order;` */
  #writeDeclared(statement: Statement): void {
    for (const { as, type } of declaredBy(statement))
      this.#writer.writeLine(`let ${identifier(as)}: ${printType(type, this.#scope)};`);
  }

  #writeCall({ call, as, again, declared }: Statement & { kind: "call" }): void {
    const printed = printExpression(call, this.#scope);
    if (as === undefined) return void this.#writer.writeLine(`${printed};`);
    const declares = again === true || declared === true ? "" : this.#replaced.has(as) ? "let " : "const ";
    this.#writer.writeLine(`${declares}${identifier(as)} = ${printed};`);
  }

  #writeReturn({ value }: Statement & { kind: "return" }): void {
    this.#writer.writeLine(
      value === undefined ? "return;" : `return ${printExpression(value, this.#scope)};`,
    );
  }

  #writeThrow(error: string, args: readonly string[]): void {
    this.#writer.writeLine(`throw new ${error}(${args.join(", ")});`);
  }

  #writeIf({ condition, taken, otherwise }: Statement & { kind: "if" }): void {
    this.#writer.write(`if (${printCondition(condition, this.#scope)}) `);
    this.#inlineBlock(taken);
    const [only, second] = otherwise;
    if (only === undefined) return;
    this.#writer.write(" else ");
    if (only.kind === "if" && second === undefined) this.#writeIf(only);
    else this.#inlineBlock(otherwise);
  }

  #writeSwitch({ on, cases, otherwise }: Statement & { kind: "switch" }): void {
    this.#writer.write(`switch (${printExpression(on, this.#scope)}) `).block(() => {
      for (const { values, body } of cases)
        this.#writeCase(
          values.map((value) => `case ${printLiteral(value)}:`),
          body,
        );
      if (otherwise !== undefined) this.#writeCase(["default:"], otherwise);
    });
  }

  /** In braces where it declares something: otherwise two cases could declare the same name. */
  #writeCase(labels: readonly string[], body: readonly Statement[]): void {
    const ended: readonly Statement[] = completes(body) ? [...body, { kind: "break" }] : body;
    this.#writer.write(labels.join("\n")).space();
    if (
      body.some(
        (statement) => statement.kind === "call" && statement.as !== undefined && statement.declared !== true,
      )
    ) {
      this.#writer.block(() => this.writeAll(ended));
    } else {
      this.#writer.newLine().indent(() => this.writeAll(ended));
    }
  }

  /** A loop that does not read its items still runs once for each. */
  #writeForEach({ item, items, list, counter, body }: Statement & { kind: "for-each" }): void {
    const printed = printExpression(items, this.#scope);
    if (item !== undefined) return this.#writeBlock(`for (const ${identifier(item)} of ${printed})`, body);
    const [all, index] = [identifier(list), identifier(counter)];
    this.#writer.writeLine(`const ${all} = ${printed};`);
    this.#writeBlock(`for (let ${index} = 0; ${index} < ${all}.length; ${index} += 1)`, body);
  }

  /** `let round = 0; do { round += 1; … } while (round < 5 && page.hasMore);` */
  #writeDo(statement: Statement & { kind: "do" }): void {
    const { body, condition, limit } = statement;
    const asked = printCondition(condition, this.#scope);
    this.#writeDeclared(statement);
    if (limit !== undefined) this.#writer.writeLine(`let ${identifier(limit.counter)} = 0;`);
    this.#writer.write("do ").inlineBlock(() => {
      if (limit !== undefined) this.#writer.writeLine(`${identifier(limit.counter)} += 1;`);
      this.writeAll(body);
    });
    const all = limit === undefined ? asked : `${identifier(limit.counter)} < ${limit.rounds} && (${asked})`;
    this.#writer.write(` while (${all});`).newLine();
  }

  /** `const [stock] = await Promise.all([this.#stock.reserve(order), …]);` */
  #writeParallel({ branches, settles }: Statement & { kind: "parallel" }): void {
    const results = branches.map(({ result }) => (result === undefined ? "" : identifier(result)));
    const lastNamed = results.findLastIndex((result) => result !== "");
    if (lastNamed >= 0) this.#writer.write(`const [${results.slice(0, lastNamed + 1).join(", ")}] = `);
    const all = settles === true ? this.#scope.value(fromRuntime("together")) : "Promise.all";
    this.#writer.write(`await ${all}([`);
    for (const branch of branches) {
      this.#writeBranch(branch);
      this.#writer.write(", ");
    }
    this.#writer.write("]);").newLine();
  }

  #writeBranch({ statements, result }: ParallelBranch): void {
    const [only, second] = statements;
    if (only?.kind === "call" && second === undefined && only.call.kind === "await") {
      this.#writer.write(printExpression(only.call.of, this.#scope));
      return;
    }
    this.#writer.write("(async () => ").inlineBlock(() => {
      this.writeAll(statements);
      if (result !== undefined) this.#writer.writeLine(`return ${identifier(result)};`);
    });
    this.#writer.write(")()");
  }

  #writeBlock(head: string, body: readonly Statement[]): void {
    this.#writer.write(`${head} `).block(() => this.writeAll(body));
  }

  #inlineBlock(body: readonly Statement[]): void {
    this.#writer.inlineBlock(() => this.writeAll(body));
  }
}

function details(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`{ ${names.map(identifier).join(", ")} }`];
}
