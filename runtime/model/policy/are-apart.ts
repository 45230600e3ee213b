/** The branches around something, outermost first. */
export type Branches = readonly (readonly [fragment: string, branch: number])[];

/** Whether two things stand in different branches of one fragment. */
export function areApart(one: Branches, other: Branches): boolean {
  return one.some(([fragment, branch]) => other.some(([id, index]) => id === fragment && index !== branch));
}
