import fc from "fast-check";
import { z } from "zod";
import { bytesSchema } from "../../errors/bytes-schema.ts";
import type { Schema } from "../../model/steps.ts";
import { hostileStrings } from "./hostile-strings.ts";
import { isJsonObject, type JsonObject } from "../values/json-object.ts";
import { arbitraryString } from "./arbitrary-string.ts";

const cache = new WeakMap<Schema, fc.Arbitrary<unknown>>();

/** Values that the schema accepts, hostile ones among them; they shrink towards small and plain ones. */
export function arbitraryValue(schema: Schema): fc.Arbitrary<unknown> {
  const known = cache.get(schema);
  if (known !== undefined) return known;
  const drawn = filtered(fromSchema(schema), (value) => schema.safeParse(value).success);
  if (drawn === undefined)
    throw new Error(
      "no value was found that this schema accepts; its refinements are too narrow to draw from",
    );
  cache.set(schema, drawn);
  return drawn;
}

/** Like `filter`, but `undefined` when next to nothing passes: a filter that never lets go would hang the test. */
export function filtered<T>(
  arbitrary: fc.Arbitrary<T>,
  accepts: (value: T) => boolean,
): fc.Arbitrary<T> | undefined {
  const passing = fc.sample(arbitrary, { seed: 1, numRuns: 200 }).filter(accepts);
  return passing.length === 0 ? undefined : arbitrary.filter(accepts);
}

// JSON Schema has no dates and no binary data: they travel under these formats.
const dateFormat = "js-date";
const bytesFormat = "js-bytes";

function fromSchema(schema: Schema): fc.Arbitrary<unknown> {
  if (!(schema instanceof z.ZodType)) throw new TypeError("values are drawn of zod schemas only");
  const json = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") jsonSchema.format = dateFormat;
      if (Object.is(zodSchema, bytesSchema)) jsonSchema.format = bytesFormat;
      if (zodSchema._zod.def.type === "void" || zodSchema._zod.def.type === "undefined") jsonSchema.not = {};
    },
  });
  return arbitrary(json, { root: json, depth: 0 });
}

interface Context {
  readonly root: unknown;
  /** How many references were followed: recursive schemas end there. */
  readonly depth: number;
}

const depthMax = 3;

function arbitrary(schema: unknown, context: Context): fc.Arbitrary<unknown> {
  if (!isJsonObject(schema)) return anyJson();
  if (typeof schema["$ref"] === "string") return reference(schema["$ref"], context);
  if ("const" in schema) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
  const options = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(options)) return union(options, context);
  if (Array.isArray(schema["allOf"])) return intersection(schema["allOf"], context);
  if (Array.isArray(schema["type"]))
    return union(
      schema["type"].map((type) => ({ ...schema, type })),
      context,
    );
  if (schema["format"] === dateFormat) return fc.date({ noInvalidDate: true });
  if (schema["format"] === bytesFormat) return fc.uint8Array({ maxLength: 8 });
  switch (schema["type"]) {
    case "string":
      return arbitraryString(schema);
    case "integer":
    case "number":
      return number(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return array(schema, context);
    case "object":
      return object(schema, context);
    default:
      return "not" in schema ? fc.constant(undefined) : anyJson();
  }
}

function reference(pointer: string, context: Context): fc.Arbitrary<unknown> {
  let target: unknown = context.root;
  for (const key of pointer.split("/").slice(1)) target = isJsonObject(target) ? target[key] : undefined;
  return arbitrary(target, { ...context, depth: context.depth + 1 });
}

function union(options: readonly unknown[], context: Context): fc.Arbitrary<unknown> {
  const flat = options.filter((option) => !recursive(option));
  const usable = context.depth >= depthMax && flat.length > 0 ? flat : options;
  return fc.oneof(...usable.map((option) => arbitrary(option, context)));
}

function intersection(parts: readonly unknown[], context: Context): fc.Arbitrary<unknown> {
  return fc
    .tuple(...parts.map((part) => arbitrary(part, context)))
    .map((values) => (values.every(isJsonObject) ? Object.assign({}, ...values) : values[0]));
}

function array(schema: JsonObject, context: Context): fc.Arbitrary<unknown> {
  if (Array.isArray(schema["prefixItems"])) {
    return fc.tuple(...schema["prefixItems"].map((item) => arbitrary(item, context)));
  }
  const minLength = amount(schema["minItems"]) ?? 0;
  if (context.depth >= depthMax && minLength === 0) return fc.constant([]);
  const maxLength = Math.min(amount(schema["maxItems"]) ?? 4, minLength + 4);
  return fc.array(arbitrary(schema["items"], context), { minLength, maxLength });
}

function object(schema: JsonObject, context: Context): fc.Arbitrary<unknown> {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const fields = Object.entries(properties)
    .filter(([name]) => required.includes(name) || context.depth < depthMax)
    .map(([name, field]) => [name, arbitrary(field, context)] as const);
  const drawn = fc.record(Object.fromEntries(fields), {
    requiredKeys: required.filter((name) => name in properties),
    noNullPrototype: true,
  });
  return fields.length === 0 && isJsonObject(schema["additionalProperties"])
    ? dictionary(schema, context)
    : drawn;
}

function dictionary(schema: JsonObject, context: Context): fc.Arbitrary<unknown> {
  if (context.depth >= depthMax && recursive(schema["additionalProperties"])) return fc.constant({});
  const key = arbitrary(schema["propertyNames"] ?? { type: "string" }, context).map(String);
  return fc.dictionary(key.filter(isPlainKey), arbitrary(schema["additionalProperties"], context), {
    maxKeys: 4,
    noNullPrototype: true,
  });
}

// As a key it gets lost on many honest ways (a schema's, an assignment's); as a value it does occur.
function isPlainKey(key: string): boolean {
  return key !== "__proto__";
}

function number(schema: JsonObject): fc.Arbitrary<unknown> {
  const integer = schema["type"] === "integer";
  const step = amount(schema["multipleOf"]) ?? (integer ? 1 : undefined);
  const min = amount(schema["minimum"]) ?? amount(schema["exclusiveMinimum"]);
  const max = amount(schema["maximum"]) ?? amount(schema["exclusiveMaximum"]);
  if (step !== undefined) {
    const lowest = Math.ceil((min ?? -1e9) / step);
    const highest = Math.floor((max ?? Math.max(1e9, (min ?? 0) + 1e9)) / step);
    return fc.integer({ min: lowest, max: Math.max(lowest, highest) }).map((count) => count * step);
  }
  return fc
    .double({
      noNaN: true,
      noDefaultInfinity: true,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    })
    .map((value) => (Object.is(value, -0) ? 0 : value));
}

function anyJson(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, "", ...hostileStrings),
    fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('"__proto__":')),
  );
}

/** A reference anywhere inside may lead back to where it stands. */
function recursive(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(recursive);
  return isJsonObject(schema) && ("$ref" in schema || Object.values(schema).some(recursive));
}

function amount(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
