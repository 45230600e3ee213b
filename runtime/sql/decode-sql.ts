import type { ZodType } from "zod";
import { InvalidPayloadError } from "../errors/errors.ts";
import { parse } from "../errors/decode.ts";
import { foldedName } from "../model/sql/folded-name.ts";

/** As much of a zod schema as says which form it wants. */
interface Definition {
  readonly type: string;
  readonly innerType?: ZodType;
  readonly element?: ZodType;
  readonly valueType?: ZodType;
  readonly options?: readonly ZodType[];
  readonly shape?: Readonly<Record<string, ZodType>>;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly in?: ZodType;
  readonly getter?: () => ZodType;
}

/**
 * What a database gave, in the form that the schema declares: `numeric`, which comes as text, becomes a number where a
 * number is declared; an id that is a number, or a time, becomes text where text is declared; columns find their fields
 * whatever the case and underscores (`user_id` is `userId`). What still does not fit is an `InvalidPayloadError`.
 */
export function decodeSql<T>(schema: ZodType<T>, value: unknown, what: string): T {
  if (value === undefined) throw new InvalidPayloadError(what, ["there is no row"]);
  return parse(schema, fitted(schema, value), what);
}

function fitted(schema: ZodType, value: unknown): unknown {
  const definition = schema._zod.def as unknown as Definition;
  const { innerType, getter, in: input, options } = definition;
  switch (definition.type) {
    case "string":
      return textOf(value);
    case "number":
      return numberOf(value);
    case "literal":
    case "enum":
      return oneOf(definition.values ?? Object.values(definition.entries ?? {}), value);
    case "nullable":
      return value === null || innerType === undefined ? value : fitted(innerType, value);
    case "optional":
      return value === null || innerType === undefined ? undefined : fitted(innerType, value);
    case "array":
      return Array.isArray(value) ? value.map((item) => inElement(definition, item)) : fromJson(value);
    case "object":
      return rowOf(definition, value);
    case "record":
      return partsOf(definition, value);
    case "union": {
      if ((options ?? []).some((option) => option.safeParse(value).success)) return value;
      const read = (options ?? []).map((option) => ({ option, made: fitted(option, value) }));
      const fitting = read.find(({ option, made }) => option.safeParse(made).success);
      return fitting === undefined ? value : fitting.made;
    }
    case "lazy":
      return getter === undefined ? value : fitted(getter(), value);
    case "pipe":
      return input === undefined ? value : fitted(input, value);
    default:
      return innerType === undefined ? value : fitted(innerType, value);
  }
}

/** An object of which only the kind of its values is declared. */
function partsOf({ valueType }: Definition, value: unknown): unknown {
  if (!isPlainObject(value) || valueType === undefined) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fitted(valueType, part)]));
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return !(Array.isArray(value) || value instanceof Date || value instanceof Uint8Array);
}

function inElement({ element }: Definition, item: unknown): unknown {
  return element === undefined ? item : fitted(element, item);
}

function textOf(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean"
    ? String(value)
    : value;
}

function numberOf(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== "string" || !/^-?\d{1,400}(?:\.\d{1,400})?(?:e[+-]?\d{1,4})?$/i.test(value))
    return value;
  return Number(value);
}

function oneOf(values: readonly unknown[], value: unknown): unknown {
  if (values.includes(value) || value === null) return value;
  const fitting = values.find((one) => one === numberOf(value) || one === textOf(value));
  return fitting === undefined ? value : fitting;
}

/** Only a row's own columns count. */
function rowOf(definition: Definition, given: unknown): unknown {
  const value = fromJson(given);
  if (!isPlainObject(value)) return value;
  const shape = definition.shape ?? {};
  const columns = Object.entries(value) as readonly (readonly [string, unknown])[];
  const byName = new Map(columns.map(([name, part]) => [foldedName(name), part]));
  const fields = Object.entries(shape).flatMap(([name, field]): readonly (readonly [string, unknown])[] => {
    const part = Object.hasOwn(value, name)
      ? (Object.getOwnPropertyDescriptor(value, name)?.value as unknown)
      : byName.get(foldedName(name));
    const made = part === undefined ? undefined : fitted(field, part);
    return made === undefined ? [] : [[name, made]];
  });
  const wanted = new Set(Object.keys(shape).map(foldedName));
  return Object.fromEntries([...columns.filter(([name]) => !wanted.has(foldedName(name))), ...fields]);
}

/** A text column may keep an object as JSON. */
function fromJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
