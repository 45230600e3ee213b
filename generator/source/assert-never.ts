/** Ends a `switch` over a union: forgetting a member does not compile. */
export function assertNever(value: never): never {
  throw new Error(
    `Unexpected value: ${JSON.stringify(value)}. This is a bug of seqwright; please report it.`,
  );
}
