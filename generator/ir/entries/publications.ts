import { binds } from "seqwright-runtime/model";
import { fieldsOfPayload } from "./drawn-events.ts";
import type { CallStep, NamedType, Participant, TypeExpr } from "../model/diagram-model.ts";
import type { Publication } from "../model/publication.ts";
import { payloadOf } from "./kafka-entry.ts";
import type { LinkedArrows } from "./linked-arrows.ts";
import { topicOf } from "./topics.ts";

/** What is written to topics: `OrderService ->> Events : OrderPlaced event {orderId}`. */
export function findPublications(
  linked: LinkedArrows & {
    readonly types: readonly NamedType[];
    readonly typeField: string | undefined;
  },
): readonly Publication[] {
  const { participants, steps, types, policies, typeField } = linked;
  return steps.flatMap((step): Publication[] => {
    const receiver = participants.get(step.to);
    if (step.kind !== "call" || receiver?.role !== "resource" || receiver.kind !== "kafka") return [];
    const schema = payloadOf(step);
    const key = keyOf(step, schema, { types, policies });
    return [
      {
        step: step.id,
        participant: step.to,
        method: step.method,
        topic: topicOf(step.to, linked),
        eventType: step.wire?.kind === "event" ? step.wire.name : undefined,
        schema,
        ...(key === undefined ? {} : { key }),
        ...(typeField === undefined ? {} : { typeField }),
      },
    ];
  });
}

/** `OrderPaid {orderId} (key: orderId)`, or a note that has messages of one `orderId` keep their order: that field of the payload. */
function keyOf(
  step: CallStep,
  schema: TypeExpr | undefined,
  { types, policies }: Pick<LinkedArrows, "policies"> & { readonly types: readonly NamedType[] },
): string | undefined {
  const written = /(?<![\p{L}\p{N}_])(?:key|키|キー)\s?[:=]\s?\{?([A-Za-z_]\w{0,99})/iu.exec(step.text)?.[1];
  const promised = policies.flatMap((policy) =>
    policy.kind === "key-order" && binds(policy.at, step) ? (policy.key ?? []) : [],
  );
  const fields = fieldsOfPayload(schema, types) ?? [];
  return [...(written === undefined ? [] : [written]), ...promised].find((key) =>
    fields.some(({ name }) => name === key),
  );
}

/** Whether all that is asked of a topic is to publish events of which the diagram says everything. */
export function isPublishedByRuntime(
  { code, role, kind, operations }: Participant,
  publications: readonly Publication[],
): boolean {
  if (role !== "resource" || kind !== "kafka" || operations.length === 0) return false;
  return operations.every(({ method, result, parameters }) =>
    publications.some(
      (publication) =>
        publication.participant === code &&
        publication.method === method &&
        publication.topic !== undefined &&
        publication.eventType !== undefined &&
        parameters.length === 1 &&
        result === undefined,
    ),
  );
}
