import type { FragmentId, StepId } from "../../ir/model/diagram-model.ts";
import type { HandlerFile } from "./handler-plan.ts";

/**
 * What the planned methods of a class do of what is drawn, noted while their statements are planned: by arrow that the
 * class sends, and by fragment that it goes through, the methods of its own that are asked there. Whether these are
 * filled in, the planned class says.
 */
export class Realised {
  readonly steps = new Map<StepId, ReadonlySet<string>>();
  readonly fragments = new Map<FragmentId, ReadonlySet<string>>();
  /** Arrows that come before anything has called the component. */
  readonly uncalled = new Set<StepId>();
  /** Where the transactions, and the drawn ROLLBACKs, begin in the diagram's file that the code keeps. */
  readonly kept = new Set<number>();
  /** By call: the method that says yes to it, where the component does something else for the same call elsewhere. */
  readonly cases = new Map<StepId, string>();

  step(id: StepId, asked: readonly string[]): void {
    this.steps.set(id, new Set([...(this.steps.get(id) ?? []), ...asked]));
  }

  fragment(id: FragmentId, asked: readonly string[]): void {
    this.fragments.set(id, new Set([...(this.fragments.get(id) ?? []), ...asked]));
  }

  add(other: Realised): void {
    for (const [id, asked] of other.steps) this.step(id, [...asked]);
    for (const [id, asked] of other.fragments) this.fragment(id, [...asked]);
    for (const start of other.kept) this.kept.add(start);
  }
}

/** A planned class of a component, with what it does of the drawing. */
export interface RealisedClass {
  readonly file: HandlerFile;
  readonly realised: Realised;
}
