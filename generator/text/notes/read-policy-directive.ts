import { policyDefinitions, type Policy } from "seqwright-runtime/model";

/**
 * A policy written as a directive, where a note would be too loose: `policy retry 3 every 1s`,
 * `policy order "X" then "Y"`, `policy ttl job:{jobId} 7d`. Undefined when it is no known policy or lacks a part.
 */
export function readPolicyDirective(words: string): Policy | undefined {
  const all = (words.slice(0, 2000).match(/"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replace(/^"([^"]*)"$/, "$1"),
  );
  if (all[0]?.toLowerCase() === "policy") all.shift();
  const [kind = "", ...rest] = all;
  return directives.get(kind.toLowerCase())?.read(rest);
}

const directives = new Map(policyDefinitions.flatMap((definition) => Object.entries(definition.directives)));

/** How each policy is written, for who got one wrong. */
export const policyForms: ReadonlyMap<string, string> = new Map(
  [...directives].map(([word, { form }]) => [word, form]),
);
