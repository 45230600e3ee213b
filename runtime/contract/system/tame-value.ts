import type { Schema } from "../../model/steps.ts";
import { distinctNumber, isNumbered, numbered } from "./test-names.ts";

/** What is done to drawn values before they are sent to real servers. */
export interface Taming {
  /** Whether a field of this name tells things apart, so that no two inputs may have the same. */
  readonly isName: (field: string) => boolean;
  /** Whether branches depend on this path of the value: it stays as it is. */
  readonly decides: (path: string) => boolean;
}

/**
 * A drawn value as the world sends it to servers that others use, too: names of things are new ones, numbers are of a
 * size that a column takes, texts hold nothing that PostgreSQL or a header refuses. What the schema does not accept in
 * that way stays as it was drawn.
 */
export function tamed(value: unknown, schema: Schema | undefined, root: string, taming: Taming): unknown {
  const accepts = (changed: unknown): boolean => schema === undefined || schema.safeParse(changed).success;
  let whole = value;
  const visit = (part: unknown, path: readonly string[]): void => {
    if (path.length > depthMax || taming.decides(path.join("."))) return;
    if (typeof part === "object" && part !== null && !(part instanceof Date)) {
      for (const [name, inner] of Object.entries(part)) visit(inner, [...path, name]);
      return;
    }
    // What an earlier input of the run has told apart is the same thing here.
    if (isNumbered(part)) return;
    const field = path.findLast((name) => !/^\d+$/.test(name)) ?? root;
    const found = candidates(part, taming.isName(field))
      .map((candidate) => replaced(whole, path.slice(1), candidate))
      .find(accepts);
    if (found !== undefined) whole = found;
  };
  visit(value, [root]);
  return whole;
}

const depthMax = 8;

function candidates(part: unknown, isName: boolean): readonly unknown[] {
  switch (typeof part) {
    case "string":
      return isName ? names() : [plainText(part)];
    case "number":
      return isName ? [distinctNumber()] : [smallNumber(part), Math.abs(smallNumber(part)), 1];
    case "bigint":
      return [isName ? BigInt(distinctNumber()) : part % 1000n];
    case "object":
      return part instanceof Date ? [dayOfThisCentury(part)] : [];
    default:
      return [];
  }
}

function names(): readonly string[] {
  const name = numbered("x");
  return [name, `${name}@example.com`, uuidOf(name), String(distinctNumber())];
}

/** Control characters, unassigned ones and halves of surrogate pairs are no text to a database. */
function plainText(text: string): string {
  const kept = text.replaceAll(/\p{C}/gu, "").trim();
  return kept === "" && text !== "" ? "x" : kept;
}

function smallNumber(number: number): number {
  return Number.isFinite(number) ? Math.trunc(number) % 1000 : 1;
}

function dayOfThisCentury(date: Date): Date {
  const start = Date.UTC(2000, 0);
  const span = Date.UTC(2100, 0) - start;
  const offset = Number.isFinite(date.getTime()) ? Math.abs(date.getTime()) % span : 0;
  return new Date(start + offset);
}

function uuidOf(name: string): string {
  const hex = Buffer.from(name).toString("hex").padEnd(32, "0").slice(-32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function replaced(value: unknown, path: readonly string[], part: unknown): unknown {
  const [name, ...inner] = path;
  if (name === undefined) return part;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === name ? replaced(item, inner, part) : item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, key === name ? replaced(field, inner, part) : field]),
  );
}
