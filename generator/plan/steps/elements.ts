import type { DiagramModel, Fragment, FragmentId, Step, StepId } from "../../ir/model/diagram-model.ts";

/** A model's steps and fragments, looked up by their identities. */
export interface Elements {
  readonly steps: ReadonlyMap<StepId, Step>;
  readonly fragments: ReadonlyMap<FragmentId, Fragment>;
}

export function elementsOf({ steps, fragments }: DiagramModel): Elements {
  return {
    steps: new Map(steps.map((step) => [step.id, step])),
    fragments: new Map(fragments.map((fragment) => [fragment.id, fragment])),
  };
}

/** What a step of one's own yields stays inside the component, where no test sees it. */
export function isOwnAnswer({ kind, from, to }: Step): boolean {
  return kind === "reply" && from === to;
}
