/** What the promises of notes mean for the work that comes in by one arrow. */
export interface EntryPolicies {
  /** How often a message that failed is tried again. */
  readonly retriesMax?: number;
  /** The pause before the first retry. */
  readonly retryDelayMs?: number;
  /** How many times longer each further pause is. */
  readonly retryFactor?: number;
  /** Where a message goes that cannot be handled, where the diagram names it. */
  readonly deadLetterTopic?: string;
  /** A message that comes again changes nothing. */
  readonly idempotent?: true;
  /** After this time, a message counts as failed. */
  readonly deadlineMs?: number;
  /** How clients ask again. */
  readonly polling?: PollingPolicy;
}

export interface PollingPolicy {
  readonly intervalMs?: number;
  readonly limitMs?: number;
  readonly attemptsMax?: number;
}

/** With parts that a promise may leave open. */
export type Unstated<T> = { readonly [K in keyof T]: Unstated<T[K]> | undefined };

/** Of several lines about the same thing, the first that says a number decides it. */
export function joinPolicies(all: readonly Unstated<EntryPolicies>[]): EntryPolicies {
  const polling: PollingPolicy = firstStated(all.map((one) => one.polling ?? {}));
  const joined: EntryPolicies = firstStated(all);
  return Object.keys(polling).length === 0 ? joined : { ...joined, polling };
}

function firstStated(all: readonly object[]): object {
  return Object.assign({}, ...all.toReversed().map(stated)) as object;
}

/** Without what is not said. */
function stated(policies: object): object {
  return Object.fromEntries(Object.entries(policies).filter(([, value]) => value !== undefined));
}
