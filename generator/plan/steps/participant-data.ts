import type { Participant } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import { collaboratorsOf } from "../statements/collaborators.ts";
import { literal, object, present } from "../values/data.ts";
import { drawn } from "./drawn.ts";
import type { StepsInput } from "./steps-input.ts";

/** A participant: its role, its label, and of a component its class and whom it knows. */
export function participantData(participant: Participant, input: StepsInput): Expression {
  const label = literal(participant.label);
  switch (participant.role) {
    case "initiator":
      return drawn("initiator", label);
    case "resource":
      return drawn("resource", label, literal(participant.kind ?? "other"));
    case "component":
      return drawn("component", label, componentDetails(participant, input));
  }
}

function componentDetails(participant: Participant, { names, inBackground }: StepsInput): Expression {
  const own = names.participants.get(participant.code);
  const known = collaboratorsOf(participant, names, false).flatMap(({ name, participant: code }) =>
    code === undefined ? [] : [{ key: name, value: literal(code) }],
  );
  return object({
    class: literal(own?.class.name ?? participant.typeName),
    handler: literal(own?.file ?? ""),
    ...present("collaborators", known.length === 0 ? undefined : { kind: "object", entries: known }),
    ...present("background", inBackground.has(participant.code) ? literal(true) : undefined),
  });
}
