/** What a call of a component, or its background work, came to. */
export type Settlement =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "threw"; readonly error: unknown };
