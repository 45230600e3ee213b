import type {
  CallExpression,
  Condition,
  Expression,
  FactoryExpression,
  ObjectEntry,
  PathField,
} from "../plan/model/expression.ts";
import { fromRuntime } from "../plan/model/runtime-symbols.ts";
import { identifier, propertyKey, stringLiteral, templateChunk } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printSchema } from "./print-schema.ts";
import { printLiteral } from "./print-type.ts";

export function printExpression(expression: Expression, scope: FileScope): string {
  const print = (part: Expression): string => printExpression(part, scope);
  switch (expression.kind) {
    case "path":
      return printPath(expression.root, expression.fields);
    case "symbol":
      return scope.value(expression.symbol);
    case "global":
      return identifier(expression.name);
    case "literal":
      return printLiteral(expression.value);
    case "template":
      return printTemplate(
        expression.tag === undefined ? "" : scope.value(expression.tag),
        expression.chunks,
        expression.values.map(print),
      );
    case "sql":
      return printTemplate(
        scope.value(fromRuntime("sql")),
        sqlLines(expression.chunks),
        expression.values.map(print),
      );
    case "object":
      return `{ ${expression.entries.map((entry) => printEntry(entry, scope)).join(", ")} }`;
    case "array":
      return `[${expression.items.map(print).join(", ")}]`;
    case "schema":
      return printSchema(expression.type, scope);
    case "call":
      return `${printCallee(expression, scope)}(${expression.args.map(print).join(", ")})`;
    case "thunk":
      return `() => ${print(expression.of)}`;
    case "await":
      return `await ${print(expression.of)}`;
    case "rows": {
      const rows = `(${print(expression.of)}).rows`;
      return expression.take === "all" ? rows : `${rows}[0]${expression.orNull ? " ?? null" : ""}`;
    }
    case "row-count":
      return `(${print(expression.of)}).rowCount`;
    case "catch": {
      const errors = expression.errors.map((error) => scope.value(error));
      return `${print(expression.of)}.catch(${scope.value(fromRuntime("caught"))}(${errors.join(", ")}))`;
    }
    case "factory":
      return printFactory(expression, scope);
  }
}

/** `event.imageUrls`, `entity["id"]` */
function printPath(root: string, fields: readonly PathField[]): string {
  const rest = root.startsWith("...");
  const start = rest ? `...${identifier(root.slice(3))}` : identifier(root);
  return start + fields.map(printAccess).join("");
}

function printAccess({ name, indexed }: PathField): string {
  const key = propertyKey(name);
  return indexed || key !== name ? `[${stringLiteral(name)}]` : `.${name}`;
}

/** `jobId` for `jobId: jobId`; a literal such as `true` or `"a b"` cannot be shortened, though it may look like its key. */
function printEntry({ key, value }: ObjectEntry, scope: FileScope): string {
  const printedValue = printExpression(value, scope);
  if (typeof key !== "string") return `[${printExpression(key, scope)}]: ${printedValue}`;
  const printed = propertyKey(key);
  const isName = value.kind === "path" || value.kind === "symbol";
  if (isName && printed === printedValue) return printed;
  // TypeScript takes a `toString` of any object for the method, and would widen what is in it.
  const inherited = value.kind === "object" && key in Object.prototype;
  return `${printed}: ${printedValue}${inherited ? " as const" : ""}`;
}

function printCallee(call: CallExpression, scope: FileScope): string {
  switch (call.on) {
    case "function":
      return scope.value(call.symbol);
    case "this":
      return `this.${identifier(call.name)}`;
    case "field": {
      const field = `${call.access === "private" ? "#" : ""}${identifier(call.field)}`;
      return `this.${field}.${identifier(call.name)}`;
    }
    case "value":
      return `${printExpression(call.value, scope)}.${identifier(call.name)}`;
  }
}

function printFactory({ class: made, takes }: FactoryExpression, scope: FileScope): string {
  const name = scope.value(made);
  switch (takes.kind) {
    case "nothing":
      return `() => new ${name}()`;
    case "collaborators":
      return `(collaborators: ${scope.type(takes.type)}) => new ${name}(collaborators)`;
    case "clients": {
      const clients = `{ ${takes.names.map(identifier).join(", ")} }`;
      return `(${clients}) => new ${name}(${clients})`;
    }
  }
}

function printTemplate(tag: string, chunks: readonly string[], values: readonly string[]): string {
  const text = chunks.map((chunk, index) => {
    const value = values[index];
    return value === undefined ? templateChunk(chunk) : `${templateChunk(chunk)}\${${value}}`;
  });
  return `${tag}\`${text.join("")}\``;
}

const longStatement = 70;
const clauses =
  / (?=(?:SET|FROM|WHERE|VALUES|RETURNING|ORDER BY|GROUP BY|ON CONFLICT|LEFT JOIN|INNER JOIN|JOIN|LIMIT) )/gi;

/** A long statement gets a line for each clause; white space means nothing in SQL outside of quotes. */
function sqlLines(chunks: readonly string[]): readonly string[] {
  const isLong = chunks.join("?").length > longStatement;
  const hasQuotes = chunks.some((chunk) => /['"]/.test(chunk));
  if (!isLong || hasQuotes) return chunks;
  return chunks.map((chunk) => chunk.replace(clauses, `\n${sqlIndent}`));
}

const sqlIndent = " ".repeat(6);

export function printCondition(condition: Condition, scope: FileScope): string {
  switch (condition.kind) {
    case "one-of": {
      const left = printExpression(condition.left, scope);
      return condition.values.map((value) => `${left} === ${printLiteral(value)}`).join(" || ") || "false";
    }
    case "compares":
      return `${printExpression(condition.left, scope)} ${condition.operator} ${printExpression(condition.right, scope)}`;
    case "all":
    case "any":
      return condition.of
        .map((part) => printPart(part, condition.kind, scope))
        .join(condition.kind === "all" ? " && " : " || ");
    case "instance-of":
      return `${printExpression(condition.left, scope)} instanceof ${scope.value(condition.error)}`;
    case "holds":
      return printExpression(condition.expression, scope);
    case "not":
      return printNegated(condition.condition, scope);
  }
}

/** In brackets where it would otherwise be taken apart. */
function printPart(part: Condition, within: "all" | "any", scope: FileScope): string {
  const printed = printCondition(part, scope);
  const joins = part.kind === "any" || (part.kind === "one-of" && part.values.length > 1);
  return joins || (part.kind === "all" && within === "any") ? `(${printed})` : printed;
}

function printNegated(condition: Condition, scope: FileScope): string {
  const [value, another] = condition.kind === "one-of" ? condition.values : [];
  if (condition.kind === "one-of" && value !== undefined && another === undefined) {
    return `${printExpression(condition.left, scope)} !== ${printLiteral(value)}`;
  }
  const printed = printCondition(condition, scope);
  return condition.kind === "holds" && condition.expression.kind !== "await"
    ? `!${printed}`
    : `!(${printed})`;
}
