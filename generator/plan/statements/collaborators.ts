import type { Participant } from "../../ir/model/diagram-model.ts";
import type { MethodPlan } from "../model/handler-plan.ts";
import type { ParameterPlan } from "../model/type-node.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import type { DiagramNames, ParticipantNames } from "../model/names.ts";
import { allStatements } from "./references.ts";

/** Some of the steps of a class come after it has answered. */
export function hasBackground(methods: readonly MethodPlan[]): boolean {
  return methods.some(({ statements }) =>
    allStatements(statements).some(({ kind }) => kind === "background"),
  );
}

/** Whom a component calls, by the name that it knows them by. */
export function collaboratorsOf(
  participant: Participant,
  diagram: DiagramNames,
  background: boolean,
): readonly (ParameterPlan & { readonly participant: string | undefined })[] {
  const known = participant.collaborators.flatMap((code) => {
    const names: ParticipantNames | undefined = diagram.participants.get(code);
    return names === undefined
      ? []
      : [
          {
            name: names.field,
            type: { kind: "type-symbol", symbol: names.port } as const,
            participant: code,
          },
        ];
  });
  const tasks = {
    name: "background",
    type: { kind: "type-symbol", symbol: fromRuntime("BackgroundTasks") } as const,
    participant: undefined,
  };
  return background ? [...known, tasks] : known;
}
