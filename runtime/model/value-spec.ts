/** What a diagram says of a value that crosses an arrow. Names refer to what the sender has in scope at that moment. */
export type ValueSpec =
  | { readonly kind: "from"; readonly path: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly pattern: string }
  | { readonly kind: "record"; readonly fields: Readonly<Record<string, ValueSpec>> }
  | { readonly kind: "sql"; readonly text: string; readonly values: readonly ValueSpec[] }
  | { readonly kind: "free"; readonly name: string };

/** The value known under this name; dots reach into it: `from("event.eventDraftId")`. */
export function from(path: string): ValueSpec {
  return { kind: "from", path };
}

/** Exactly this value. */
export function literal(value: string | number | boolean | null): ValueSpec {
  return { kind: "literal", value };
}

/** Text around named values: `template("job:{jobId}:error")`. Braces that belong to the text are doubled. */
export function template(pattern: string): ValueSpec {
  return { kind: "template", pattern };
}

/** An object with at least these fields. */
export function record(fields: Readonly<Record<string, ValueSpec>>): ValueSpec {
  return { kind: "record", fields };
}

/** A SQL statement with `$1`, `$2` … bound to these values; white space in the text does not matter. */
export function sqlText(text: string, values: readonly ValueSpec[]): ValueSpec {
  return { kind: "sql", text, values };
}

/** Not said by the diagram: any value will do, and from then on it is known by this name. */
export function free(name: string): ValueSpec {
  return { kind: "free", name };
}
