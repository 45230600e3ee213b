import { primitives } from "./type-words.ts";

/** `true`, `null`, `12.5`: what JSON writes without quotes. */
export function bareConstant(text: string): number | boolean | null | undefined {
  if (text === "true") return true;
  if (text === "false") return false;
  if (text === "null") return null;
  if (/^-?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?$/.test(text)) return Number(text);
  return undefined;
}

/** ALL_CAPS, as enumerations are written; `UUID` and `BIGINT` are types. */
export function isConstantName(text: string): boolean {
  if (!/^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$/.test(text)) return false;
  return !(typesInCapitals.has(text) && primitives.has(text.toLowerCase()));
}

/** Words such as `EMAIL` and `JSON` are values as often as not; these are not. */
const typesInCapitals = new Set(
  "UUID GUID STRING INT INTEGER BIGINT LONG SHORT DOUBLE FLOAT DECIMAL BOOLEAN BOOL VARCHAR TIMESTAMP DATETIME".split(
    " ",
  ),
);
