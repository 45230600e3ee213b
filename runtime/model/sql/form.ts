/** A part of a statement; `?` stands for each parameter, and `parameters` says which one each is. */
export interface Form {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** 1 for `$1`; `ANY($1)` takes a list of values, of which the statement means one. */
export type Parameter = number | { readonly listOf: number };

export function plain(text: string): Form {
  return { text, parameters: [] };
}

/** A name that could be taken for something else is quoted. */
export function named(name: string): Form {
  return plain(/^[\p{L}_][\p{L}\p{N}_.#]*$/u.test(name) ? name : JSON.stringify(name));
}

export function joined(parts: readonly Form[], separator = ""): Form {
  return {
    text: parts.map(({ text }) => text).join(separator),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

export function enclosed(open: string, parts: readonly Form[], close: string): Form {
  return joined([plain(open), joined(parts, open === "(" ? "" : ", "), plain(close)]);
}

export function listed(parts: readonly Form[]): Form {
  return enclosed("[", parts, "]");
}

export function sorted(parts: readonly Form[]): Form {
  return listed(byText(parts));
}

export function byText(parts: readonly Form[]): readonly Form[] {
  return parts.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}
