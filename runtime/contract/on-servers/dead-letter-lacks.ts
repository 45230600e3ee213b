import type { KafkaConsumerEvent } from "../../adapters/kafka/index.ts";
import { injected } from "../system/fault-plan.ts";
import type { TestedSystem } from "../system/tested-system.ts";

type Letter = KafkaConsumerEvent & { readonly kind: "dead-lettered" };

/**
 * What the dead letter of an event lacks, both read back from their topics: the key, the payload, the headers, the cause.
 * Undefined where it has all.
 */
export async function deadLetterLacks(
  { ground }: Pick<TestedSystem, "ground">,
  { topic, partition, offset, deadLetterTopic }: Letter,
  cause = injected,
): Promise<string | undefined> {
  const { contents } = ground.topics ?? {};
  const sent = (await contents?.read(topic))?.find(
    (record) => record.partition === partition && record.offset === offset,
  );
  const letters = (await contents?.read(deadLetterTopic)) ?? [];
  const letter = letters.findLast(({ value }) => value === sent?.value);
  if (sent === undefined || letter === undefined) return "does not hold the payload as it was sent";
  if (letter.key !== sent.key) return "has another key";
  const missing = Object.entries(sent.headers).find(([name, value]) => letter.headers[name] !== value);
  if (missing !== undefined) return `lacks the header ${missing[0]}`;
  const said = `${letter.reason ?? ""} ${letter.headers["kafka_dlt-exception-stacktrace"] ?? ""}`;
  if (!said.includes(cause) && letter.headers["kafka_dlt-exception-cause-fqcn"] === undefined)
    return "does not say what caused it";
  return undefined;
}
