import type {
  CallExpression,
  Condition,
  Expression,
  ObjectEntry,
  PathField,
  Symbols,
} from "../plan/model/emit-plan.ts";
import { identifier, propertyKey, stringLiteral, templateChunk } from "./escape.ts";
import { printSchema } from "./print-schema.ts";
import { printLiteral } from "./print-type.ts";

export function printExpression(expression: Expression, symbols: Symbols): string {
  const print = (part: Expression): string => printExpression(part, symbols);
  switch (expression.kind) {
    case "path":
      return printPath(expression.root, expression.fields);
    case "symbol":
      return identifier(expression.name);
    case "literal":
      return printLiteral(expression.value);
    case "template":
      return printTemplate(expression.tag ?? "", expression.chunks, expression.values.map(print));
    case "sql":
      return printTemplate("sql", sqlLines(expression.chunks), expression.values.map(print));
    case "object":
      return `{ ${expression.entries.map((entry) => printEntry(entry, symbols)).join(", ")} }`;
    case "array":
      return `[${expression.items.map(print).join(", ")}]`;
    case "schema":
      return printSchema(expression.type, symbols);
    case "call":
      return `${printCallee(expression, symbols)}(${expression.args.map(print).join(", ")})`;
    case "await":
      return `await ${print(expression.of)}`;
    case "rows": {
      const rows = `(${print(expression.of)}).rows`;
      return expression.take === "all" ? rows : `${rows}[0]${expression.orNull ? " ?? null" : ""}`;
    }
    case "catch":
      return `${print(expression.of)}.catch(caught(${expression.errors.map(identifier).join(", ")}))`;
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
function printEntry({ key, value }: ObjectEntry, symbols: Symbols): string {
  const printedValue = printExpression(value, symbols);
  if (typeof key !== "string") return `[${printExpression(key, symbols)}]: ${printedValue}`;
  const printed = propertyKey(key);
  const isName = value.kind === "path" || value.kind === "symbol";
  if (isName && printed === printedValue) return printed;
  // TypeScript takes a `toString` of any object for the method, and would widen what is in it.
  const inherited = value.kind === "object" && key in Object.prototype;
  return `${printed}: ${printedValue}${inherited ? " as const" : ""}`;
}

function printCallee(call: CallExpression, symbols: Symbols): string {
  const name = identifier(call.name);
  switch (call.on) {
    case "function":
      return name;
    case "this":
      return `this.${name}`;
    case "field":
      return `this.${call.access === "private" ? "#" : ""}${identifier(call.field)}.${name}`;
    case "value":
      return `${printExpression(call.value, symbols)}.${name}`;
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

export function printCondition(condition: Condition, symbols: Symbols): string {
  switch (condition.kind) {
    case "one-of": {
      const left = printExpression(condition.left, symbols);
      return condition.values.map((value) => `${left} === ${printLiteral(value)}`).join(" || ") || "false";
    }
    case "compares":
      return `${printExpression(condition.left, symbols)} ${condition.operator} ${printLiteral(condition.value)}`;
    case "instance-of":
      return `${printExpression(condition.left, symbols)} instanceof ${identifier(condition.error)}`;
    case "holds":
      return printExpression(condition.expression, symbols);
    case "not":
      return printNegated(condition.condition, symbols);
  }
}

function printNegated(condition: Condition, symbols: Symbols): string {
  const [value, another] = condition.kind === "one-of" ? condition.values : [];
  if (condition.kind === "one-of" && value !== undefined && another === undefined) {
    return `${printExpression(condition.left, symbols)} !== ${printLiteral(value)}`;
  }
  return `!(${printCondition(condition, symbols)})`;
}
