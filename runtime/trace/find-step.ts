import type { DiagramProtocol, DrawnCall } from "../model/diagram-protocol.ts";
import { foldedStatement } from "../model/sql/folded-statement.ts";
import type { CallStep, StepId } from "../model/steps.ts";
import { templateHoles } from "../model/template-holes.ts";
import { statementText, type Value } from "../model/values.ts";

export interface FoundStep {
  readonly id: StepId;
  readonly step: DrawnCall;
}

/** Says which arrow of the diagram a call is; `cause` is the arrow that led to it. */
export type FindStep = (method: string, args: readonly unknown[], cause?: StepId) => FoundStep | undefined;

/**
 * The arrows between two participants. Where several ask for the same method, the arguments tell them apart: what is
 * written in the diagram (a literal, a key, a statement) must be there, and the arrow that says most is it. Of those
 * that say the same (`UPDATE RequiredAction`, drawn twice) it is the first one drawn after the arrow that led to it.
 */
export function findStep(protocol: DiagramProtocol, from: string, to: string): FindStep {
  const drawn = Object.entries(protocol.steps).flatMap(([id, step]): FoundStep[] =>
    step.kind === "call" && step.from === from && step.to === to ? [{ id, step }] : [],
  );
  return (method, args, cause) => {
    const candidates = drawn.filter(({ step }) => step.method === method);
    if (candidates.length <= 1) return candidates[0];
    const scored = candidates.map((candidate) => ({ candidate, score: agreement(candidate.step, args) }));
    const best = Math.max(...scored.map(({ score }) => score));
    const alike = best < 0 ? candidates : scored.flatMap((one) => (one.score === best ? one.candidate : []));
    if (alike.length <= 1 || cause === undefined) return alike[0];
    const order = Object.keys(protocol.steps);
    return alike.find(({ id }) => order.indexOf(id) > order.indexOf(cause)) ?? alike[0];
  };
}

/** How much of what the diagram writes out is in the arguments; negative when one of them is something else. */
function agreement({ args: specs }: CallStep, args: readonly unknown[]): number {
  const scores = specs.map(({ value }, index) => likeness(value, args[index]));
  return scores.some((score) => score < 0) ? -1 : scores.reduce((sum, score) => sum + score, 0);
}

function likeness(spec: Value, value: unknown): number {
  switch (spec.kind) {
    case "literal":
      return spec.value === value ? 1000 : -1;
    case "template":
      return typeof value === "string" ? templateLikeness(spec.parts, value) : -1;
    case "sql":
      return isStatement(value) && foldedStatement(value.text) === foldedStatement(statementText(spec.chunks))
        ? 1000
        : -1;
    case "record":
    case "from":
    case "free":
      return 0;
  }
}

function templateLikeness(parts: readonly string[], value: string): number {
  const written = parts.filter((_, index) => index % 2 === 0);
  return templateHoles(written, value, 1) === undefined ? -1 : written.join("").length;
}

function isStatement(value: unknown): value is { readonly text: string } {
  return typeof value === "object" && value !== null && "text" in value && typeof value.text === "string";
}
