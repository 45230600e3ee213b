import { findUndoing, tellsOfFailure } from "seqwright-runtime/model";
import type { Fragment, PlacedStatement, Step } from "../model/diagram-model.ts";
import { viewFrom } from "./bound-parts.ts";
import type { DiagramView } from "./view-diagram.ts";

interface Drawing {
  readonly view: DiagramView;
  readonly steps: readonly Step[];
  readonly fragments: readonly Fragment[];
}

/** Branches in which a failure is undone: a promise of their own, where no note or directive speaks of these arrows. */
export function drawnUndoing(
  stated: readonly PlacedStatement[],
  { view, steps, fragments }: Drawing,
): readonly PlacedStatement[] {
  const said = new Set(
    stated.flatMap((one) =>
      one.kind === "compensation"
        ? findUndoing(one.pairs, viewFrom(one.at, view)).pairs.map((pair) => JSON.stringify(pair))
        : [],
    ),
  );
  return fragments.flatMap(({ id, branches }) =>
    branches.flatMap(({ label, span }, index): readonly PlacedStatement[] => {
      const at = { branch: [id, index] } as const;
      const isHere = ({ within }: Step): boolean => within.at(-1)?.[0] === id && within.at(-1)?.[1] === index;
      if (!tellsOfFailure(label) && !steps.some((step) => isHere(step) && isFailure(step))) return [];
      const { pairs } = findUndoing([], viewFrom(at, view));
      if (pairs.every((pair) => said.has(JSON.stringify(pair)))) return [];
      const promise = { kind: "compensation", pairs: [], drawn: true } as const;
      return [{ ...promise, text: label, span, at, step: undefined, origin: "branch" }];
    }),
  );
}

function isFailure(step: Step): boolean {
  return step.kind === "reply" && (step.outcome.kind === "throws" || tellsOfFailure(step.text));
}
