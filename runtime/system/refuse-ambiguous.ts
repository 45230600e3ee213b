import { ZodObject, type ZodType } from "zod";
import type { KafkaEntry } from "../model/entries.ts";
import { notToldApart, type PayloadField, type TakenEvents } from "../model/tell-apart.ts";
import type { SystemDefinition } from "./system-definition.ts";

/**
 * Throws where several arrows take events of one topic and nothing says which event is for whom: whatever was done with
 * them would be a guess, and what one of them publishes could come back to it for ever.
 */
export function refuseAmbiguous(
  entries: readonly KafkaEntry<ZodType>[],
  topics: readonly string[],
  { protocol }: SystemDefinition,
): void {
  for (const topic of new Set(topics)) {
    const arrows = entries
      .filter((_, index) => topics[index] === topic)
      .map(({ step, eventType, schema }): TakenEvents & { readonly step: string } => {
        const text = protocol.steps[step]?.text ?? step;
        return { step, eventType, text, fields: fieldsOf(schema) };
      });
    const [first, second] = notToldApart(arrows);
    if (first === undefined || second === undefined) continue;
    throw new Error(
      `${protocol.source} takes events of topic "${topic}" by "${first.step}" and "${second.step}", and nothing tells them apart: name the event of each in the diagram`,
    );
  }
}

function fieldsOf(schema: ZodType | undefined): readonly PayloadField[] | undefined {
  if (!(schema instanceof ZodObject)) return undefined;
  const shape: Readonly<Record<string, ZodType>> = schema.shape;
  return Object.entries(shape).map(([name, field]) => ({
    name,
    optional: field.safeParse(undefined).success,
  }));
}
