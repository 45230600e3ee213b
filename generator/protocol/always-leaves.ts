import { isLeft } from "seqwright-runtime/model";
import type { Behaviour } from "./model.ts";

/** Whichever way it goes, it breaks out of what is around it: nothing that is drawn after it is reached. */
export function alwaysLeaves(behaviour: Behaviour): boolean {
  switch (behaviour.kind) {
    case "sequence":
      return behaviour.items.some(alwaysLeaves);
    case "choice":
      return behaviour.branches.every((branch, index) => isLeft(behaviour, index) || alwaysLeaves(branch));
    case "step":
    case "loop":
    case "parallel":
      return false;
  }
}
