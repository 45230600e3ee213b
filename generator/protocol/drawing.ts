import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { skippedByAnswers, type Skips } from "seqwright-runtime/model";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagramModel, Element, Fragment, FragmentId, Step, StepId } from "../ir/model/diagram-model.ts";

/** A model's tree with its steps and fragments looked up: finite, each of them once, nested no deeper than can be walked. */
export interface Drawing {
  readonly model: DiagramModel;
  readonly body: readonly Drawn[];
  readonly steps: ReadonlyMap<StepId, Step>;
  readonly fragments: ReadonlyMap<FragmentId, Fragment>;
  /** By fragment in a loop with an answer that ends the path behind the loop, too: what each branch skips. */
  readonly skipped: ReadonlyMap<FragmentId, Skips>;
}

export type Drawn =
  | { readonly kind: "step"; readonly step: Step }
  | {
      readonly kind: "fragment";
      readonly fragment: Fragment;
      readonly branches: readonly (readonly Drawn[])[];
    };

/** Far more than anyone can read, and far less than what walking the tree recursively can bear. */
export const nestingMax = 100;

/** Looks up a model's elements. What is nested too deeply is left out, and said so. */
export function drawing(model: DiagramModel): {
  readonly drawing: Drawing;
  readonly diagnostics: readonly Diagnostic[];
} {
  const steps = new Map(model.steps.map((step) => [step.id, step]));
  const fragments = new Map(model.fragments.map((fragment) => [fragment.id, fragment]));
  const seen = new Set<string>();
  let cutAt: Fragment | undefined;

  const drawn = (element: Element, depth: number): Drawn | undefined => {
    switch (element.kind) {
      case "step": {
        const step = steps.get(element.step);
        if (step === undefined || seen.has(`step ${step.id}`)) return undefined;
        seen.add(`step ${step.id}`);
        return { kind: "step", step };
      }
      case "fragment": {
        const fragment = fragments.get(element.fragment);
        if (fragment === undefined || seen.has(`fragment ${fragment.id}`)) return undefined;
        seen.add(`fragment ${fragment.id}`);
        if (depth >= nestingMax) {
          cutAt ??= fragment;
          return undefined;
        }
        const branches = fragment.branches.map((branch) => all(branch.body, depth + 1));
        return { kind: "fragment", fragment, branches };
      }
      case "reference":
        return undefined;
    }
  };
  const all = (elements: readonly Element[], depth: number): readonly Drawn[] =>
    elements.map((element) => drawn(element, depth)).filter((found) => found !== undefined);

  const body = all(model.body, 0);
  const at = { source: model.source, span: cutAt?.span ?? model.span };
  return {
    drawing: { model, body, steps, fragments, skipped: skippedByAnswers([...steps], [...fragments]) },
    diagnostics:
      cutAt === undefined ? [] : [diagnostic("protocol/nested-too-deeply", { levelsMax: nestingMax }, at)],
  };
}
