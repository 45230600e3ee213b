import type { CallStep, DiagramModel, Operation, Step, StepId } from "../../ir/model/diagram-model.ts";

interface StepIndex {
  readonly places: ReadonlyMap<StepId, number>;
  /** By the id of a call: the operation of its receiver that it asks for. */
  readonly operations: ReadonlyMap<StepId, Operation>;
}

const indexes = new WeakMap<DiagramModel, StepIndex>();

/** Steps by their ids, in drawing order. Looked up, because a large diagram has thousands of both. */
export function stepsOf(ids: readonly StepId[], model: DiagramModel): readonly Step[] {
  const { places } = indexOf(model);
  return [...new Set(ids)]
    .flatMap((id) => places.get(id) ?? [])
    .sort((a, b) => a - b)
    .flatMap((place) => model.steps[place] ?? []);
}

/** The operation of its receiver that a call asks for. */
export function operationAsked(step: CallStep, model: DiagramModel): Operation | undefined {
  return indexOf(model).operations.get(step.id);
}

function indexOf(model: DiagramModel): StepIndex {
  const known = indexes.get(model);
  if (known !== undefined) return known;
  const all = model.participants.flatMap(({ operations }) => operations);
  const index = {
    places: new Map(model.steps.map(({ id }, place) => [id, place])),
    operations: new Map(
      all.flatMap((operation) => operation.steps.map((id): [StepId, Operation] => [id, operation])),
    ),
  };
  indexes.set(model, index);
  return index;
}
