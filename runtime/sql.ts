import type { SqlStatement } from "./ports/sql-database.ts";

const statements = new WeakSet<object>();

/**
 * A SQL statement from a template: each `${value}` becomes a bound parameter, never text. A statement written with
 * `sql` may stand inside another one; its parameters are numbered anew.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): SqlStatement {
  const values: unknown[] = [];
  let text = strings[0] ?? "";
  parts.forEach((part, index) => {
    text += place(part, values) + (strings[index + 1] ?? "");
  });
  return remember({ text, values });
}

function place(part: unknown, values: unknown[]): string {
  if (!isStatement(part)) return `$${values.push(part)}`;
  const offset = values.length;
  values.push(...part.values);
  return part.text.replace(/\$(\d+)/g, (_, position: string) => `$${Number(position) + offset}`);
}

// Only what this module made counts as a statement: a payload that merely looks like one must stay a value.
function isStatement(part: unknown): part is SqlStatement {
  return typeof part === "object" && part !== null && statements.has(part);
}

function remember(statement: SqlStatement): SqlStatement {
  statements.add(statement);
  return Object.freeze(statement);
}
