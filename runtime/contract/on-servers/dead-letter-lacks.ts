import type { KafkaConsumerEvent } from "../../adapters/kafka/index.ts";
import type { SystemInput } from "../system/draw-input.ts";
import { recordOf } from "../system/send-input.ts";
import type { TestedSystem } from "../system/tested-system.ts";
import { injected } from "../system/fault-plan.ts";

type Letter = KafkaConsumerEvent & { readonly kind: "dead-lettered" };

/**
 * What the dead letter of an event lacks, read back from its topic: the key, the payload, the headers, the cause. Undefined
 * where it has all.
 */
export async function deadLetterLacks(
  { ground }: TestedSystem,
  input: SystemInput,
  { deadLetterTopic }: Pick<Letter, "deadLetterTopic">,
  cause = injected,
): Promise<string | undefined> {
  const sent = recordOf(input);
  const found = (await ground.topics?.contents.read(deadLetterTopic)) ?? [];
  const letter = found.findLast(({ value }) => value === sent.value);
  if (letter === undefined) return "does not hold the payload as it was sent";
  if (sent.key !== null && letter.key !== sent.key) return "has another key";
  const missing = Object.entries(sent.headers).find(([name, value]) => letter.headers[name] !== value);
  if (missing !== undefined) return `lacks the header ${missing[0]}`;
  const said = `${letter.reason ?? ""} ${letter.headers["kafka_dlt-exception-stacktrace"] ?? ""}`;
  if (!said.includes(cause) && letter.headers["kafka_dlt-exception-cause-fqcn"] === undefined)
    return "does not say what caused it";
  return undefined;
}
