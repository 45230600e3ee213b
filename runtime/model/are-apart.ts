import type { BranchPath } from "./steps.ts";

/** Whether two things stand in different branches of one fragment. */
export function areApart(one: BranchPath, other: BranchPath): boolean {
  return one.some(([fragment, branch]) => other.some(([id, index]) => id === fragment && index !== branch));
}
