import type { Shape, StringFormat } from "../model.ts";
import { bareConstant, isConstantName } from "./parse-constant.ts";
import { parseType } from "./parse-type.ts";

/** The shape of a quoted value: `"https://cdn.../x.png"` is an example, `"string"` a type, `"COMPLETED"` itself. */
export function quotedValue(text: string): Shape {
  const type = /^(?:string|number|integer|int|long|boolean|uuid|date-time|datetime|timestamp|url|uri)$/i.test(
    text,
  )
    ? parseType(text)
    : undefined;
  if (type !== undefined) return type;
  if (/^[$#]?\{\{?[^{}]{1,80}\}\}?$/.test(text)) return { kind: "scalar", type: "string" };
  const format = formatOf(text);
  const example = format !== undefined || text.includes("...") || text.includes("…");
  return { kind: "literal", value: text, example, quoted: true, ...(format === undefined ? {} : { format }) };
}

/** The shape of an unquoted value: number, boolean, `COMPLETED`, `PENDING | DONE`, a type, or else unknown. */
export function bareValue(text: string): Shape {
  const value = text.trim();
  const constant = bareConstant(value);
  if (constant !== undefined) return { kind: "literal", value: constant, example: false };
  if (value.length > 300) return { kind: "unknown" };
  const alternatives = value.split(/\s*(?:\|\||\||\/|\s또는\s|\sor\s)\s*/);
  if (alternatives.length > 1 && alternatives.every((item) => isConstantName(unquoted(item)))) {
    return { kind: "scalar", type: "string", values: [...new Set(alternatives.map(unquoted))] };
  }
  if (isConstantName(value)) return { kind: "literal", value, example: false };
  const placeholder = /^<([\p{L}\p{N}_ -]{1,80})>$/u.exec(value);
  const type = parseType(placeholder?.[1] ?? value);
  if (type !== undefined) return type;
  const format = formatOf(value);
  return format === undefined ? { kind: "unknown" } : { kind: "literal", value, example: true, format };
}

function unquoted(text: string): string {
  return text.trim().replace(/^["'](.*)["']$/, "$1");
}

function formatOf(text: string): StringFormat | undefined {
  if (text.length > 2000) return undefined;
  if (/^(?:https?|wss?|s3|ftp):\/\/\S+$/.test(text)) return "uri";
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/.test(text))
    return "date-time";
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text)) return "uuid";
  if (/^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}$/.test(text)) return "email";
  return undefined;
}
