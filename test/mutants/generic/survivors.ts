/** A mutant that no property catches, and why that is right, or still open. */
export interface Survivor {
  /** As `nameOfMutant` says, from its start on. */
  readonly mutant: string;
  /**
   * `same`: nothing changes but words for people.
   * `free`: the diagram leaves it open, so code that does it is as right.
   * `elsewhere`: another level or test finds it, which `why` names.
   */
  readonly is: "same" | "free" | "elsewhere";
  readonly why: string;
}

/** Every survivor there may be. `npm run mutants` fails for one that is not here, and for one that is and no longer survives. */
export const survivors: readonly Survivor[] = [];
