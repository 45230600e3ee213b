/** The properties that a contract test checks. `runtime/contract` has all of them. */
export type PropertyName = "order" | "coverage" | "bad-input" | "fatal-fault";
