export type Literal = string | number | boolean | null;

/** What a diagram says of a value that crosses an arrow. Names and paths refer to what its sender has in scope. */
export type Value =
  /** A name in scope; dots reach into it. */
  | { readonly kind: "from"; readonly path: string }
  | { readonly kind: "literal"; readonly value: Literal }
  /** Text with named values: chunks at even indexes, paths in scope at odd ones. */
  | { readonly kind: "template"; readonly parts: readonly string[] }
  /** An object with at least these fields. */
  | { readonly kind: "record"; readonly fields: readonly ValueField[] }
  /** A SQL statement; `chunks` surround the bound `values`. */
  | { readonly kind: "sql"; readonly chunks: readonly string[]; readonly values: readonly Value[] }
  /** Not said by the diagram: any value will do, and from then on it is known by this name. */
  | { readonly kind: "free"; readonly name: string };

export interface ValueField {
  readonly name: string;
  readonly value: Value;
}

/** The value known under this name; dots reach into it: `from("event.eventDraftId")`. */
export function from(path: string): Value & { readonly kind: "from" } {
  return { kind: "from", path };
}

/** Exactly this value. */
export function literal(value: Literal): Value {
  return { kind: "literal", value };
}

/** Text around named values: `` template`job:${"jobId"}:error` ``. */
export function template(chunks: TemplateStringsArray, ...paths: readonly string[]): Value {
  const parts = chunks.flatMap((chunk, index) => {
    const path = paths[index];
    return path === undefined ? [chunk] : [chunk, path];
  });
  return { kind: "template", parts };
}

/** An object with at least these fields; a plain text, number or boolean means exactly that one. */
export function record(fields: Readonly<Record<string, Value | Literal>>): Value {
  const named = Object.entries(fields).map(([name, field]) => ({ name, value: valueOf(field) }));
  return { kind: "record", fields: named };
}

/** A SQL statement with bound values: `` sqlText`DELETE FROM jobs WHERE id = ${from("jobId")}` ``. */
export function sqlText(chunks: TemplateStringsArray, ...values: readonly Value[]): Value {
  return { kind: "sql", chunks: [...chunks], values };
}

/** Not said by the diagram: any value will do, and from then on it is known by this name. */
export function free(name: string): Value {
  return { kind: "free", name };
}

/** A value as generated code may write it: a plain text, number or boolean stands for exactly that one. */
export function valueOf(given: Value | Literal): Value {
  return typeof given === "object" && given !== null ? given : literal(given);
}

/** The text of a template with something in the place of each named value. */
export function filledTemplate(parts: readonly string[], fill: (path: string) => string): string {
  return parts.map((part, index) => (index % 2 === 0 ? part : fill(part))).join("");
}

/** The text of a SQL statement with `$1`, `$2` … in the place of its values. */
export function statementText(chunks: readonly string[]): string {
  return chunks.reduce((text, chunk, index) => (index === 0 ? chunk : `${text}$${index}${chunk}`), "");
}
