import type { SqlStatement } from "../ports/sql-database.ts";

/** A statement cut where its values stand: always one text more than values. */
interface Template {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
}

// Only what this module made counts as a statement: a payload that merely looks like one must stay a value.
const templates = new WeakMap<object, Template>();

/**
 * A SQL statement from a template: each `${value}` becomes a bound parameter, never text. A statement written with
 * `sql` may stand inside another one; its parameters are numbered anew.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): SqlStatement {
  const texts: string[] = [strings[0] ?? ""];
  const values: unknown[] = [];
  const append = (text = ""): void => void texts.push(`${texts.pop()}${text}`);
  parts.forEach((part, index) => {
    const {
      texts: [start, ...rest],
      values: own,
    } = templateOf(part);
    append(start);
    texts.push(...rest);
    values.push(...own);
    append(strings[index + 1]);
  });
  return statement({ texts, values });
}

function templateOf(part: unknown): Template {
  const nested = typeof part === "object" && part !== null ? templates.get(part) : undefined;
  return nested ?? { texts: ["", ""], values: [part] };
}

// The texts are kept apart, because a "$1" in one of them may be anything: part of a string, or of a function's body.
function statement(template: Template): SqlStatement {
  const text = template.texts.reduce((before, after, index) => `${before}$${index}${after}`);
  const made = Object.freeze({ text, values: template.values });
  templates.set(made, template);
  return made;
}
