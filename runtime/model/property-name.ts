// The files of runtime/contract/properties. Written by `npm run golden` when a property comes or goes.
export const propertyNames = [
  "acknowledgement",
  "atomicity",
  "bad-input",
  "best-effort",
  "compensation",
  "coverage",
  "crash",
  "decisions",
  "duplicates",
  "fatal-fault",
  "interleaving",
  "late-answer",
  "order",
  "polling",
  "resource-order",
  "schedule",
  "time-goal",
  "transient-fault",
  "ttl",
] as const;

/** What contract tests hold components to. */
export type PropertyName = (typeof propertyNames)[number];
