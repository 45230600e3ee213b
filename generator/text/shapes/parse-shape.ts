import { asForm } from "./as-form.ts";
import type { Field, Shape } from "../model.ts";
import { nameInScope } from "./name-in-scope.ts";
import { isTypeName, orNull, parseType } from "./parse-type.ts";
import { bareValue, quotedValue } from "./parse-value.ts";

/** JSON, almost-JSON or a field list such as `{jobId, status: COMPLETED, imageUrls: {...}}`; undefined when it is neither. */
export function parseShape(text: string): Shape | undefined {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return parseType(trimmed);
  const read = readShape(trimmed, 0);
  return read !== undefined && trimmed.slice(read.end).trim() === "" ? read.shape : undefined;
}

/** Reads the bracketed value that starts at an offset, and says where it ends. */
export function readShape(
  text: string,
  start: number,
): { readonly shape: Shape; readonly end: number } | undefined {
  if (text.length - start > textMax) return undefined;
  const reader: Reader = { text, at: start, fields: 0 };
  const shape = readBracketed(reader, 0);
  return shape === undefined ? undefined : { shape, end: reader.at };
}

/** The fields of `a, b: string, Type c` as they stand between brackets. */
export function parseFields(text: string): readonly Field[] | undefined {
  const shape = parseShape(`{${text}}`);
  return shape?.kind === "record" ? shape.fields : undefined;
}

const textMax = 20_000;
const depthMax = 24;
const fieldsMax = 400;

interface Reader {
  readonly text: string;
  at: number;
  fields: number;
}

/** Either bracket form. Below the depth limit the contents are passed over and their shape is unknown. */
function readBracketed(reader: Reader, depth: number): Shape | undefined {
  if (depth > depthMax) return skipBracketed(reader) ? { kind: "unknown" } : undefined;
  return reader.text[reader.at] === "{" ? readRecord(reader, depth) : readList(reader, depth);
}

function readRecord(reader: Reader, depth: number): Shape | undefined {
  const fields = new Map<string, Field>();
  let open = false;
  let jsonLike = false;
  reader.at += 1;
  for (;;) {
    skipSeparators(reader);
    const character = reader.text[reader.at];
    if (character === undefined) {
      // A label that was cut short: only what is plainly JSON is completed.
      return jsonLike && depth === 0 && fields.size > 0 ? record(fields, true) : undefined;
    }
    if (character === "}") {
      reader.at += 1;
      if (fields.size === 0) return open ? { kind: "unknown" } : record(fields, false);
      return record(fields, open);
    }
    const elision = /^(?:\.{2,}|…)/.exec(reader.text.slice(reader.at, reader.at + 10));
    if (elision !== null) {
      open = true;
      reader.at += elision[0].length;
      continue;
    }
    jsonLike ||= character === '"';
    reader.fields += 1;
    const field = reader.fields > fieldsMax ? undefined : readField(reader, depth);
    if (field === undefined) return undefined;
    fields.set(field.name, field);
  }
}

function record(fields: ReadonlyMap<string, Field>, open: boolean): Shape {
  return { kind: "record", fields: [...fields.values()], open };
}

function readList(reader: Reader, depth: number): Shape | undefined {
  let element: Shape = { kind: "unknown" };
  reader.at += 1;
  for (;;) {
    skipSeparators(reader);
    const character = reader.text[reader.at];
    if (character === undefined) return undefined;
    if (character === "]") {
      reader.at += 1;
      return { kind: "list", element };
    }
    reader.fields += 1;
    if (reader.fields > fieldsMax) return undefined;
    const value = readValue(reader, depth);
    if (value === undefined) return undefined;
    if (element.kind === "unknown") element = generalised(value);
  }
}

/** An element of a list is an example of its kind: `["a", "b"]` is a list of strings, `[{"sku": "A1"}]` of things with a sku. */
function generalised(shape: Shape): Shape {
  if (shape.kind !== "literal") return asForm(shape);
  const type = shape.value === null ? "null" : (typeof shape.value as "string" | "number" | "boolean");
  return { kind: "scalar", type, ...(shape.format === undefined ? {} : { format: shape.format }) };
}

function readField(reader: Reader, depth: number): Field | undefined {
  const quoted = readQuoted(reader);
  const key = quoted ?? readBare(reader, /[,{}[\]\n:=]/);
  const divider = reader.text[reader.at];
  if (divider === ":" || divider === "=") {
    reader.at += 1;
    skipBlanks(reader);
    const name = quoted === undefined ? plainKey(key) : { name: key, optional: false };
    const start = reader.at;
    const value = name === undefined ? undefined : readValue(reader, depth);
    if (name === undefined || value === undefined) return undefined;
    const isSaid = value.kind !== "named" && value.kind !== "unknown";
    const from = isSaid ? undefined : nameInScope(reader.text.slice(start, reader.at).trim());
    return { ...name, shape: value, ...(from === undefined ? {} : { from }) };
  }
  if (quoted !== undefined) return { name: quoted, shape: { kind: "unknown" }, optional: false };
  // `items[]` and `Type<A, B> name` have brackets in the middle of a bare field.
  if (divider === "[" && reader.text[reader.at + 1] === "]") {
    reader.at += 2;
    const name = plainKey(key);
    const rest = readBare(reader, /[,{}[\]\n:=]/);
    if (rest !== "") return nameOf(rest) === undefined ? undefined : typed(`${key}[]`, rest);
    return name === undefined
      ? undefined
      : { ...name, shape: { kind: "list", element: { kind: "unknown" } } };
  }
  if (divider === "{" || divider === "[") return undefined;
  const parts = /^(.*\S)\s+(\S+)$/.exec(key.length > 200 ? "" : key);
  if (parts?.[1] !== undefined && isTypeName(parts[1])) return typed(parts[1], parts[2] ?? "");
  const name = plainKey(key);
  return name === undefined ? undefined : { ...name, shape: { kind: "unknown" } };
}

function typed(type: string, name: string): Field | undefined {
  const shape = parseType(type);
  const plain = nameOf(name);
  return shape === undefined || plain === undefined ? undefined : { ...plain, shape };
}

/** A field's name: an identifier, or up to three words when they are not plain English (`주문 번호`), which would be prose. */
function plainKey(text: string): { readonly name: string; readonly optional: boolean } | undefined {
  const words = text.split(/\s+/);
  if (words.length === 1) return nameOf(text);
  if (words.at(-1)?.toLowerCase() === "(optional)" && words.length === 2) {
    const name = nameOf(words[0] ?? "");
    return name === undefined ? undefined : { name: name.name, optional: true };
  }
  return words.length <= 3 && /\P{ASCII}/u.test(text) && words.every((word) => nameOf(word) !== undefined)
    ? { name: text, optional: false }
    : undefined;
}

function nameOf(text: string): { readonly name: string; readonly optional: boolean } | undefined {
  const match = /^[@$]?([\p{L}_][\p{L}\p{M}\p{N}_.$-]{0,99})(\?|\*)?$/u.exec(text.trim());
  return match?.[1] === undefined ? undefined : { name: match[1], optional: match[2] === "?" };
}

function readValue(reader: Reader, depth: number): Shape | undefined {
  const character = reader.text[reader.at];
  if (character === "{" || character === "[") {
    const start = reader.at;
    const value = readEnding(reader, readBracketed(reader, depth + 1));
    // `{단가 × 수량을 곱한 값}` as a value says nothing, but is no reason to give up on the fields around it.
    if (value !== undefined || depth > 0) return value;
    reader.at = start;
    return skipBracketed(reader) ? { kind: "unknown" } : undefined;
  }
  const quoted = readQuoted(reader);
  if (quoted === undefined) {
    const bare = readBare(reader, /[,}\]\n{]/);
    return reader.text[reader.at] === "{" && isTypeName(bare)
      ? readNamed(reader, bare, depth)
      : bareValue(bare);
  }
  const rest = /^\s{0,4}[|/]/.test(reader.text.slice(reader.at, reader.at + 5))
    ? readBare(reader, /[,}\]\n{]/)
    : "";
  return rest === "" ? quotedValue(quoted) : bareValue(`"${quoted}"${rest}`);
}

/** `Sub {a, b}`: a type's name before its fields. */
function readNamed(reader: Reader, name: string, depth: number): Shape | undefined {
  const shape = readBracketed(reader, depth + 1);
  return readEnding(reader, shape?.kind === "record" ? { ...shape, name } : shape);
}

/** `{…}[]`, `{…} | null`, `{…} or null`, `[…]?`: what follows a closing bracket. */
function readEnding(reader: Reader, shape: Shape | undefined): Shape | undefined {
  if (shape === undefined) return undefined;
  const isList = /^\s{0,4}\[\]/.exec(reader.text.slice(reader.at, reader.at + 6));
  reader.at += isList?.[0].length ?? 0;
  const form: Shape = isList === null ? shape : { kind: "list", element: shape };
  const end =
    /^\s{0,4}(?:\?|(?:[|/]|or\b|또는|または)\s{0,4}(?:null|nil|none|없음|なし)(?![\p{L}\p{N}]))/u.exec(
      reader.text.slice(reader.at, reader.at + 20),
    );
  reader.at += end?.[0].length ?? 0;
  return end === null ? form : orNull(form);
}

const closingQuote: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’" };

/** A quoted text that ends on the same line; escapes are resolved as far as JSON knows them. */
function readQuoted(reader: Reader): string | undefined {
  const close = closingQuote[reader.text[reader.at] ?? ""];
  if (close === undefined) return undefined;
  let value = "";
  for (let at = reader.at + 1; at < reader.text.length; at += 1) {
    const character = reader.text[at] ?? "";
    if (character === close) {
      reader.at = at + 1;
      skipBlanks(reader);
      return value;
    }
    if (character === "\n") return undefined;
    if (character === "\\") {
      at += 1;
      const escaped = reader.text[at] ?? "";
      value += escaped === "n" ? "\n" : escaped === "t" ? "\t" : escaped;
    } else value += character;
  }
  return undefined;
}

/** Everything up to a delimiter outside `<…>`. Always moves on, so that no input can hold the reader up. */
function readBare(reader: Reader, delimiter: RegExp): string {
  const start = reader.at;
  let angles = 0;
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? "";
    if (character === "<") angles += 1;
    if (character === ">") angles = Math.max(0, angles - 1);
    if (character === "\n" || (delimiter.test(character) && (angles === 0 || character !== ","))) break;
    if (character === "[" && reader.text[reader.at + 1] === "]") reader.at += 1;
    reader.at += 1;
  }
  return reader.text.slice(start, reader.at).trim();
}

function skipBracketed(reader: Reader): boolean {
  let level = 0;
  for (; reader.at < reader.text.length; reader.at += 1) {
    const character = reader.text[reader.at];
    if (character === "{" || character === "[") level += 1;
    if (character === "}" || character === "]") level -= 1;
    if (level === 0) {
      reader.at += 1;
      return true;
    }
  }
  return false;
}

function skipBlanks(reader: Reader): void {
  while (/[^\S\n]/.test(reader.text[reader.at] ?? "")) reader.at += 1;
}

/** White space, commas (a missing or doubled one is forgiven) and `// remarks`. */
function skipSeparators(reader: Reader): void {
  for (;;) {
    const character = reader.text[reader.at] ?? "";
    if (/[\s,;]/.test(character)) reader.at += 1;
    else if (character === "/" && reader.text[reader.at + 1] === "/") {
      const end = reader.text.indexOf("\n", reader.at);
      reader.at = end < 0 ? reader.text.length : end;
    } else return;
  }
}
