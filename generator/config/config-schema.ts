import { levels, resourceKinds } from "seqwright-runtime/model";
import { z } from "zod";
import type { SeqwrightConfig } from "./seqwright-config.ts";

// Each `error` completes the sentence `"<setting>" must be …`.
const folder = z.string({ error: "a folder" }).min(1, { error: "a folder, not an empty text" });
const texts = z.record(z.string(), z.string({ error: "a text" }), {
  error: "an object with texts as values",
});

const role = z.union(
  [
    z.enum(["initiator", "component", "resource"]),
    z.strictObject({ role: z.literal("resource"), kind: z.enum(resourceKinds) }),
  ],
  {
    error: `"initiator", "component", "resource" or { role: "resource", kind: ${resourceKinds.map((kind) => `"${kind}"`).join(" | ")} }`,
  },
);

const diagram = z.strictObject(
  {
    roles: z
      .record(z.string(), role, { error: "an object with a role for each participant code" })
      .optional(),
    names: texts.optional(),
    types: texts.optional(),
    parameters: z
      .record(
        z.string(),
        z.array(z.string({ error: "a parameter name" }), { error: "a list of parameter names" }),
        {
          error: "an object with parameter names for each method",
        },
      )
      .optional(),
    examples: z
      .record(
        z.string(),
        z.array(
          z.union([z.string(), z.number(), z.boolean(), z.null()], {
            error: "a text, a number, true, false or null",
          }),
          {
            error: "a list of values",
          },
        ),
        { error: "an object with values to try for each name" },
      )
      .optional(),
    typeField: z
      .string({ error: 'the path of a field, such as "meta.type"' })
      .min(1, { error: 'the path of a field, such as "meta.type"' })
      .optional(),
    ignore: z
      .array(z.string({ error: "a diagnostic code" }), { error: "a list of diagnostic codes" })
      .optional(),
  },
  { error: "an object with the settings of one diagram" },
);

const count = { error: "a whole number of at least 1" };
const contract = z.strictObject(
  {
    runs: z.int(count).min(1, count).optional(),
    seed: z.int({ error: "a whole number" }).optional(),
    timeMs: z.int(count).min(1, count).optional(),
    levels: z
      .array(z.enum(levels, { error: levels.map((level) => `"${level}"`).join(" or ") }), {
        error: "a list of levels",
      })
      .min(1, { error: "a list with at least one level" })
      .optional(),
  },
  { error: "an object with the settings of contract tests" },
);

/** The shape of a configuration; unknown keys are refused, so that a typing mistake is not silently without effect. */
export const configSchema: z.ZodType<SeqwrightConfig> = z.strictObject(
  {
    diagrams: folder.optional(),
    output: folder.optional(),
    glossary: texts.optional(),
    contract: contract.optional(),
    diagram: z.record(z.string(), diagram, { error: "an object with settings for each diagram" }).optional(),
  },
  { error: "an object with settings" },
);

/** The settings that exist at a path of the configuration, for hints. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return ["diagrams", "output", "glossary", "contract", "diagram"];
  if (path.length === 1 && path[0] === "contract") return ["runs", "seed", "timeMs", "levels"];
  if (path.length === 2 && path[0] === "diagram")
    return ["roles", "names", "types", "parameters", "examples", "typeField", "ignore"];
  return [];
}
