import type { CallStep, Step, StepId } from "../../ir/model/diagram-model.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { assignOwners } from "./assign-owners.ts";
import { flatten } from "./flatten.ts";
import { goOnApart } from "./go-on-apart.ts";
import { stepsIn } from "./steps-in.ts";

export type StepTable = ReadonlyMap<StepId, Step>;

/** One time that a component is called, and everything that it does from then on because of that call. */
export interface DrawnOperation {
  readonly call: CallStep;
  /** Its answer included, and what comes after the answer. */
  readonly items: readonly Behaviour[];
}

export interface DrawnOperations {
  readonly operations: readonly DrawnOperation[];
  /** Steps that come before anything called the component. */
  readonly uncalled: readonly StepId[];
  /** Steps that come only after what the component does for another call; by that call. */
  readonly waits: ReadonlyMap<StepId, StepId>;
}

/** Takes a component's lifeline apart into what it does for each call that it receives. */
export function drawnOperations(drawn: Behaviour, steps: StepTable): DrawnOperations {
  const behaviour = goOnApart(drawn, steps);
  const { owners, uncalled, waits } = assignOwners(behaviour, steps);
  const calls = new Set(
    stepsIn(behaviour).flatMap(({ step, side }) => (side === "receive-call" ? [step] : [])),
  );
  const operations = [...calls].flatMap((step): DrawnOperation[] => {
    const call = steps.get(step);
    if (call === undefined || call.kind === "reply") return [];
    const items = flatten(after(step, behaviour) ?? []).flatMap((item) =>
      keep(item, (place) => owners.get(place) === step),
    );
    return [{ call, items }];
  });
  return { operations, uncalled: [...new Set(uncalled)], waits };
}

/** What follows a step, out to the end of the lifeline, without the fragments that it stands in. */
function after(id: StepId, behaviour: Behaviour): readonly Behaviour[] | undefined {
  switch (behaviour.kind) {
    case "step":
      return behaviour.step === id ? [] : undefined;
    case "sequence":
      for (const [index, item] of behaviour.items.entries()) {
        const rest = after(id, item);
        if (rest !== undefined) return [...rest, ...behaviour.items.slice(index + 1)];
      }
      return undefined;
    case "loop":
      return after(id, behaviour.body);
    case "choice":
      return behaviour.branches.map((branch) => after(id, branch)).find((rest) => rest !== undefined);
    case "parallel":
      // What another branch does because of this call is drawn beside it.
      for (const [index, branch] of behaviour.branches.entries()) {
        const rest = after(id, branch);
        if (rest !== undefined) return [...rest, ...behaviour.branches.slice(index + 1)];
      }
      return undefined;
  }
}

/** The part of a behaviour that its kept steps make up: none or one behaviour. */
function keep(behaviour: Behaviour, isKept: (place: Behaviour) => boolean): readonly Behaviour[] {
  switch (behaviour.kind) {
    case "step":
      return isKept(behaviour) ? [behaviour] : [];
    case "sequence": {
      const items = behaviour.items.flatMap((item) => keep(item, isKept));
      return items.length === 0 ? [] : [{ ...behaviour, items }];
    }
    case "loop": {
      const [body] = keep(behaviour.body, isKept);
      return body === undefined ? [] : [{ ...behaviour, body }];
    }
    case "choice": {
      const branches = behaviour.branches.map((branch) => sequence(keep(branch, isKept)));
      return branches.every(isEmpty) ? [] : [{ ...behaviour, branches }];
    }
    case "parallel": {
      const branches = behaviour.branches.flatMap((branch) => keep(branch, isKept));
      return branches.length === 0 ? [] : [{ ...behaviour, branches }];
    }
  }
}

function sequence(items: readonly Behaviour[]): Behaviour {
  return { kind: "sequence", items: flatten(items) };
}

function isEmpty(behaviour: Behaviour): boolean {
  return stepsIn(behaviour).length === 0;
}
