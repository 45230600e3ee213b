// The files of runtime/contract/properties. Written by `npm run golden` when a property comes or goes.
export const propertyNames = [
  "atomicity",
  "bad-input",
  "coverage",
  "duplicates",
  "fatal-fault",
  "interleaving",
  "order",
] as const;

/** What contract tests hold components to. */
export type PropertyName = (typeof propertyNames)[number];
