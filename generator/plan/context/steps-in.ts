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

/** All choices and loops inside a behaviour, without itself. */
export function waysIn(behaviour: Behaviour): readonly (Behaviour & { kind: "choice" | "loop" })[] {
  const inside = partsOf(behaviour);
  return inside.flatMap((part) => [
    ...(part.kind === "choice" || part.kind === "loop" ? [part] : []),
    ...waysIn(part),
  ]);
}

function partsOf(behaviour: Behaviour): readonly Behaviour[] {
  switch (behaviour.kind) {
    case "step":
      return [];
    case "sequence":
      return behaviour.items;
    case "choice":
    case "parallel":
      return behaviour.branches;
    case "loop":
      return [behaviour.body];
  }
}
