import type { ZodType } from "zod";
import { isJsonObject } from "../values/json-object.ts";

/** A payload that its schema refuses, and in what way it is wrong. */
export interface Corruption {
  readonly what: string;
  readonly value: unknown;
}

/** All the ways in which this valid payload can be spoiled so that the schema refuses it. */
export function corruptions(schema: ZodType, valid: unknown): readonly Corruption[] {
  const whole = replacements.map(({ what, value }) => ({ what: `the whole payload ${what}`, value }));
  const hidden = isJsonObject(valid)
    ? [
        {
          what: "its fields hidden below __proto__",
          value: JSON.parse(`{"__proto__":${JSON.stringify(valid)}}`) as unknown,
        },
      ]
    : [];
  return [...spoiledFields(valid, 0), ...hidden, ...whole].filter(
    ({ value }) => !schema.safeParse(value).success,
  );
}

const depthMax = 3;

const replacements: readonly Corruption[] = [
  { what: "missing", value: undefined },
  { what: "null", value: null },
  { what: "a number", value: 42 },
  { what: "a text", value: "'; DROP TABLE users; --" },
  { what: "an empty text", value: "" },
  { what: "an empty object", value: {} },
  { what: "an array", value: [] },
  { what: "a boolean", value: true },
];

function* spoiledFields(valid: unknown, depth: number): Generator<Corruption> {
  if (!isJsonObject(valid) || depth >= depthMax) return;
  for (const [name, field] of Object.entries(valid)) {
    const others = Object.fromEntries(Object.entries(valid).filter(([other]) => other !== name));
    yield { what: `${name} missing`, value: others };
    for (const { what, value } of replacements.slice(1)) {
      yield { what: `${name} ${what}`, value: { ...valid, [name]: value } };
    }
    for (const { what, value } of spoiledFields(field, depth + 1)) {
      yield { what: `${name}.${what}`, value: { ...valid, [name]: value } };
    }
  }
}
