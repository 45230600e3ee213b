import type { Behaviour } from "../../protocol/model.ts";

/** The steps of a behaviour, in drawing order. */
export function stepsIn(behaviour: Behaviour): readonly (Behaviour & { kind: "step" })[] {
  switch (behaviour.kind) {
    case "step":
      return [behaviour];
    case "sequence":
      return behaviour.items.flatMap(stepsIn);
    case "loop":
      return stepsIn(behaviour.body);
    case "choice":
    case "parallel":
      return behaviour.branches.flatMap(stepsIn);
  }
}
