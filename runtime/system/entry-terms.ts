import type { KafkaEntry } from "../model/entries.ts";
import type { DeadLetterTerms, EventKindOf, RetryTerms, Subscription } from "./system-options.ts";

/** An arrow by which events come in, as far as its terms go. */
export type TermsOf = Pick<KafkaEntry<never>, "eventType" | "policies"> & {
  readonly topic: string;
};

/**
 * Where the diagram names no limit, an outage of some minutes is to be waited out, as the engine does; and what fails
 * for good is still to make way in the end.
 */
const unstatedRetriesMax = 10;

/** How often each event is tried, and where its dead letter goes: one answer for all, or by event where arrows differ. */
export function termsOf(
  arrows: readonly TermsOf[],
): Pick<Subscription, "retry" | "deadLetter" | "handlerDeadlineMs"> {
  const deadLetter = deadLetterOf(arrows);
  const deadlines = arrows.flatMap(({ policies }) => policies?.deadlineMs ?? []);
  return {
    retry: retryOf(arrows),
    ...(deadLetter === undefined ? {} : { deadLetter }),
    ...(deadlines.length < arrows.length ? {} : { handlerDeadlineMs: Math.max(...deadlines) }),
  };
}

function retryOf(arrows: readonly TermsOf[]): RetryTerms | ((event: EventKindOf) => RetryTerms) {
  const [first = unstated, ...others] = arrows.map(retryAt);
  const isOne = others.every((terms) => JSON.stringify(terms) === JSON.stringify(first));
  return isOne ? first : (event) => mostPatient(takersOf(event, arrows).map(retryAt));
}

/** As long as a timer can be. */
const pauseMaxMs = 2 ** 31 - 1;

function retryAt({ policies = {} }: TermsOf): RetryTerms {
  const { retriesMax = unstatedRetriesMax, retryDelayMs, retryFactor } = policies;
  return {
    retriesMax,
    ...(retryDelayMs === undefined ? {} : { delayMs: retryDelayMs }),
    ...(retryFactor === undefined ? {} : { factor: retryFactor }),
    // The longest drawn pause is waited for, too.
    ...(retryDelayMs === undefined ? {} : { delayMaxMs: pauseMaxMs }),
  };
}

const unstated: RetryTerms = { retriesMax: unstatedRetriesMax };

/** An event that several arrows take is tried as often as the most patient of them wants. */
function mostPatient(all: readonly RetryTerms[]): RetryTerms {
  const [first = unstated, ...others] = all;
  return others.reduce(
    (one, other) => ((other.retriesMax ?? 0) > (one.retriesMax ?? 0) ? other : one),
    first,
  );
}

/** The arrows that an event may be for; its type decides where both say one. */
function takersOf({ topic, type }: EventKindOf, arrows: readonly TermsOf[]): readonly TermsOf[] {
  const ofTopic = arrows.filter((arrow) => arrow.topic === topic);
  const ofType = ofTopic.filter(({ eventType }) => type !== undefined && type === eventType);
  return ofType.length > 0 ? ofType : ofTopic;
}

function deadLetterOf(arrows: readonly TermsOf[]): DeadLetterTerms | undefined {
  const topics = new Map(
    arrows.flatMap(({ topic, policies }) =>
      policies?.deadLetterTopic === undefined ? [] : [[topic, policies.deadLetterTopic] as const],
    ),
  );
  const [first, ...others] = new Set(topics.values());
  if (first === undefined) return undefined;
  const isForAll = others.length === 0 && arrows.every(({ topic }) => topics.has(topic));
  return { topic: isForAll ? first : (source) => topics.get(source) ?? `${source}-dlt` };
}
