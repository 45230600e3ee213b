import type { RetryPolicy } from "../retry/retry-policy.ts";
import type { SystemDefinition } from "./system-definition.ts";

/**
 * How often steps in the background are tried, as the notes at their entries say. One engine serves all of them: where
 * the notes differ, the most patient one decides.
 */
export function notedRetries({ entries, protocol }: SystemDefinition): Partial<RetryPolicy> {
  const noted = entries.flatMap(({ component, policies = {} }) => {
    const spec = protocol.participants[component];
    const isInBackground = spec?.role === "component" && spec.background;
    return isInBackground && policies.retriesMax !== undefined ? [policies] : [];
  });
  const [first, ...others] = noted;
  if (first === undefined) return {};
  const { retriesMax, retryDelayMs, retryFactor } = others.reduce(
    (one, other) => ((other.retriesMax ?? 0) > (one.retriesMax ?? 0) ? other : one),
    first,
  );
  return {
    ...(retriesMax === undefined ? {} : { retriesMax }),
    // As they are drawn, pauses are not shortened at random or because they are long.
    ...(retryDelayMs === undefined ? {} : { delayMs: retryDelayMs, delayMaxMs: Infinity, jitter: 0 }),
    ...(retryFactor === undefined ? {} : { factor: retryFactor }),
  };
}
