import { policyDefinitions, type Policy, type PolicyDefinition } from "seqwright-runtime/model";

interface Found {
  readonly definition: PolicyDefinition<Policy>;
  readonly policy: Policy;
}

/** Every policy that a line of a note states, read under its heading. No policy is better than a wrong one. */
export function policiesIn(line: string, heading: string): readonly Policy[] {
  if (line.length > lineMax) return [];
  const found = policyDefinitions.flatMap((definition): Found[] => {
    const policy = definition.inLine?.(line, heading);
    return policy === undefined ? [] : [{ definition, policy }];
  });
  return found.filter((one) => !yields(one, found)).map(({ policy }) => policy);
}

/** A policy that goes on over several lines: a subscription with its topic and event, or values listed below their name. */
export function policyOver(
  lines: readonly string[],
): { readonly policy: Policy; readonly length: number } | undefined {
  const [first = ""] = lines;
  if (first === "" || first.length > blockLineMax) return undefined;
  for (const definition of policyDefinitions) {
    const found = definition.inLines?.(lines);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Policies that a divider's title states: `… Transaction (…)`, `Asynchronous …`. */
export function policiesOfDivider(title: string): readonly Policy[] {
  return policyDefinitions.flatMap((definition) => definition.inDivider?.(title) ?? []);
}

/** Whether a heading makes the promise by itself, rather than naming what the lines below promise. */
export function standsInHeading(policy: Policy): boolean {
  return policyDefinitions.some(
    (definition) => definition.kind === policy.kind && definition.inHeading?.(policy) === true,
  );
}

/** The same line may be read as both; the other reading says more. */
function yields({ definition }: Found, found: readonly Found[]): boolean {
  const { yieldsTo = [] } = definition;
  return found.some(
    (other) =>
      other.definition !== definition && (yieldsTo === "any" || yieldsTo.includes(other.definition.kind)),
  );
}

const lineMax = 500;
const blockLineMax = 300;
