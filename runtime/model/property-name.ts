export type PropertyName = "order" | "coverage" | "bad-input" | "fatal-fault";

/** As a report's heading says it. */
export const propertyTitles: Readonly<Record<PropertyName, string>> = {
  order: "order",
  coverage: "coverage",
  "bad-input": "bad input",
  "fatal-fault": "fatal fault",
};
