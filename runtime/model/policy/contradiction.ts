interface Kinded {
  readonly kind: string;
}

/** Why a promise cannot hold beside another one at the same place. */
export interface Contradiction<P> {
  /** The kind of the other promise; it may be of the same kind. */
  readonly with: string;
  why(policy: P, other: Kinded): string | undefined;
}

export function contradiction<P extends Kinded, O extends Kinded>(
  kind: O["kind"],
  why: (policy: P, other: O) => string | undefined,
): Contradiction<P> {
  return { with: kind, why };
}

/** Two promises of one kind that name different values for the same thing. */
export function differing<P extends Kinded>(
  kind: P["kind"],
  read: (policy: P) => string | number | undefined,
  what: string,
): Contradiction<P> {
  return contradiction<P, P>(kind, (policy, other) => {
    const [one, two] = [read(policy), read(other)];
    return one === undefined || two === undefined || one === two
      ? undefined
      : `${what} is ${one} here and ${two} there`;
  });
}
