import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { kafkaConsumer, kafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import { ensureTopics } from "../../runtime/cli/ensure-topics.ts";

/** Milliseconds from the call of the producer to the call of the handler. */
export interface LatencyFigures {
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** One message at a time, at a rate that never makes one wait for another. */
export async function benchLatency(brokers: readonly string[], count = 1000): Promise<LatencyFigures> {
  const topic = `bench-${randomUUID()}`;
  await ensureTopics(brokers, [topic], 1);
  const took: number[] = [];
  let arrived = (): void => undefined;
  await using consumer = kafkaConsumer<{ readonly sentAt: number }>({
    brokers,
    topic,
    groupId: topic,
    handler: async ({ payload }) => {
      took.push(performance.now() - payload.sentAt);
      arrived();
    },
  });
  await using producer = kafkaProducer({ brokers });
  await consumer.start();
  const warmUp = 50;
  for (let at = 0; at < count + warmUp; at += 1) {
    const handled = new Promise<void>((resolve) => (arrived = resolve));
    await producer.publish({ topic, key: String(at), type: "Ping", payload: { sentAt: performance.now() } });
    await handled;
    await setTimeout(5);
  }
  const sorted = took.slice(warmUp).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { medianMs: at(0.5), p95Ms: at(0.95) };
}
