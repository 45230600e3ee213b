import { randomUUID } from "node:crypto";
import { ContentCreated } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import { kafkaConsumer, kafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import { ensureTopics } from "../../runtime/adapters/kafka/client/ensure-topics.ts";
import { imagesOf } from "../demo/demo-input.ts";
import { topicContents } from "../../runtime/adapters/kafka/topic-contents.ts";
import { until } from "../support/workflow/until.ts";
import { type Findings, sumOfFindings } from "./findings.ts";
import { judgeEffects } from "./judge.ts";
import type { Scenario } from "./scenario.ts";
import { untilItWorks } from "../../runtime/contract/chaos/until-it-works.ts";

const goodCount = 10_000;
const poisonCount = 1_000;
const keyCount = 100;

export interface Message {
  readonly key: string;
  readonly value: string;
  readonly isPoison: boolean;
}

/** Poison of two kinds, undecodable and invalid by schema, among good messages, drawn into a random order. */
export const poison: Scenario = {
  name: "poison",
  async run({ services, random }) {
    const { brokers } = services.kafka.address;
    const topic = `chaos-${randomUUID()}`;
    await untilItWorks("create topics", () =>
      ensureTopics({ brokers, topics: [topic, `${topic}-dlt`], partitions: 4 }),
    );
    await using looking = await topicContents(brokers);

    const kinds = random.shuffled(
      Array.from({ length: goodCount + poisonCount }, (_, at) => at < poisonCount),
    );
    const messages = kinds.map((isPoison, at) =>
      message(isPoison, at, `key-${Math.floor(random.next() * keyCount)}`),
    );
    {
      await using producer = kafkaProducer({ brokers });
      for (let from = 0; from < messages.length; from += 200)
        await Promise.all(
          messages.slice(from, from + 200).map(({ key, value }) => producer.send({ topic, key, value })),
        );
    }

    const handled = new Map<string, string[]>();
    await using consumer = kafkaConsumer<ContentCreated>({
      brokers,
      topic,
      groupId: topic,
      schema: ContentCreated,
      concurrency: 8,
      handler: async ({ key, payload }) => {
        // Some take longer than others: order by key must not be by luck.
        if (payload.jobId.endsWith("7")) await new Promise((resolve) => void setImmediate(resolve));
        listIn(handled, key ?? "").push(payload.jobId);
      },
    });
    await consumer.start();
    await until("all of the topic is committed", () => looking.isWorkedOff(topic, topic), 180_000);

    const letters = (await looking.read(`${topic}-dlt`)).map(({ value }) => value);
    return {
      done: `${poisonCount} poison among ${goodCount} good messages, ${keyCount} keys`,
      found: judgePoison(messages, handled, letters),
    };
  },
};

/** Each good message must have been handled once, in the order of its key, and each poison be a dead letter once. */
export function judgePoison(
  messages: readonly Message[],
  handled: ReadonlyMap<string, readonly string[]>,
  letters: readonly string[],
): Findings {
  const due = new Map<string, string[]>();
  for (const { key, value, isPoison } of messages) if (!isPoison) listIn(due, key).push(jobIn(value));
  const poisonous = messages.filter(({ isPoison }) => isPoison).map(({ value }) => value);
  // Letters of several partitions have no order.
  const { lost, doubled } = judgeEffects(poisonous, letters);
  return sumOfFindings([
    ...[...due].map(([key, jobs]) => judgeEffects(jobs, handled.get(key) ?? [])),
    { lost, doubled, deadLetters: letters.length, deadLettersDue: poisonous.length },
    { events: messages.length },
  ]);
}

function message(isPoison: boolean, at: number, key: string): Message {
  if (isPoison)
    return {
      key,
      isPoison,
      value: at % 2 === 0 ? `{ no JSON ${at}` : JSON.stringify({ jobId: `job-${at}` }),
    };
  const value = JSON.stringify({ jobId: `job-${at}`, eventDraftId: key, imageUrls: imagesOf(key) });
  return { key, isPoison, value };
}

function jobIn(value: string): string {
  return (JSON.parse(value) as ContentCreated).jobId;
}

function listIn(lists: Map<string, string[]>, key: string): string[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
