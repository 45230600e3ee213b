import { quote } from "../../model/quote.ts";
import { own } from "../values/deep-equal.ts";

/** A value on one line for a report: safe to print, bounded in width and depth. */
export function showValue(value: unknown, depth = 3): string {
  if (typeof value === "string") return quote(value, 60);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return showError(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid date" : value.toISOString();
  if (depth === 0) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value))
    return `[${shortened(value.map((item) => showValue(item, depth - 1))).join(", ")}]`;
  const fields = Object.keys(value).map(
    (name) => `${showName(name)}: ${showValue(own(value, name), depth - 1)}`,
  );
  return fields.length === 0 ? "{}" : `{ ${shortened(fields).join(", ")} }`;
}

export function showError(error: unknown): string {
  if (!(error instanceof Error)) return showValue(error);
  const message = quote(error.message, 160);
  return `${quote(classNameOf(error), 60).slice(1, -1)}(${message})`;
}

/** The class name, which also tells apart classes that forgot to set `name`. */
export function classNameOf(error: Error): string {
  return error.name === "Error" ? error.constructor.name : error.name;
}

const itemsMax = 8;

function shortened(items: readonly string[]): readonly string[] {
  return items.length > itemsMax ? [...items.slice(0, itemsMax), `… ${items.length - itemsMax} more`] : items;
}

function showName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && name.length <= 40 ? name : quote(name, 40);
}
