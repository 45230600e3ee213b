import type { Admin, KafkaMessage } from "kafkajs";
import { isUnknownPartition } from "../producer/checked-partitioner.ts";
import { deadLetterHeaders, valueOmitted, withoutTexts } from "./dead-letter-headers.ts";
import { ensureTopic, partitionCount } from "./dead-letter-topic.ts";
import { type KafkaProducer, kafkaProducer, type KafkaRecord } from "../producer/kafka-producer.ts";
import type { KafkaConnection } from "../client/kafka-connection.ts";
import { isTooLarge } from "../client/kafka-errors.ts";
import { headerValues, type RecordHeaders } from "../records/record-headers.ts";

export interface DeadLetterOptions {
  /** Where a topic's dead letters go: not back to it. Default: `<topic>-dlt`. */
  readonly topic?: string | ((topic: string) => string);
  /** Creates the dead letter topic, or adds partitions to it, where it has fewer than its source. Default: true. */
  readonly create?: boolean;
  /** Of a dead letter topic that is created. Default: what the brokers are set to. */
  readonly replicationFactor?: number;
}

/** Where the letters of each topic go. */
export function deadLetterTopicOf({ topic }: DeadLetterOptions = {}): (source: string) => string {
  return (source) => (typeof topic === "function" ? topic(source) : (topic ?? `${source}-dlt`));
}

export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
  readonly error: unknown;
}

interface DeadLettersOptions {
  readonly connection: KafkaConnection;
  readonly admin: () => Promise<Admin>;
  readonly consumerGroup: string;
  readonly deadLetter: DeadLetterOptions | undefined;
}

type Letter = KafkaRecord & { readonly partition: number };

// How long letters have to arrive when the consumer stops. A record whose letter does not arrive is released.
const closeTimeoutMs = 1000;

/** Sends the dead letters of a consumer. */
export class DeadLetters implements AsyncDisposable {
  readonly #options: DeadLettersOptions;
  readonly #producer: KafkaProducer;
  readonly #topicFor: (source: string) => string;
  /** Whether topics are created, or given more partitions, where they lack some. */
  readonly #creates: boolean;

  constructor(options: DeadLettersOptions) {
    const { connection, deadLetter } = options;
    this.#options = options;
    // Compressed: a record that came in a compressed batch could be too large for the topic otherwise.
    this.#producer = kafkaProducer({ ...connection, compression: "gzip", closeTimeoutMs });
    this.#topicFor = deadLetterTopicOf(deadLetter);
    this.#creates = deadLetter?.create ?? true;
  }

  /** Makes sure that each source topic's dead letters have somewhere to go. */
  async prepare(sources: readonly string[]): Promise<void> {
    if (this.#creates) for (const source of sources) await this.#makeSpaceFor(source);
  }

  /** Resolves to the topic that it went to. */
  async send({ topic: source, partition, message, error }: DeadLetter): Promise<string> {
    const topic = this.#topicFor(source);
    const original = writableHeaders(message.headers);
    const why = deadLetterHeaders({
      topic: source,
      partition,
      offset: message.offset,
      timestamp: message.timestamp,
      timestampType: timestampTypeOf(message),
      consumerGroup: this.#options.consumerGroup,
      error,
    });
    const { key, value } = message;
    const letter = { topic, partition, key, value, headers: { ...original, ...why } };
    // The record may be as large as the topic allows, and a letter has more headers.
    const short = { ...letter, headers: { ...original, ...withoutTexts(why) } };
    const empty = { ...short, value: null, headers: { ...short.headers, ...valueOmitted(value) } };
    await firstThatFits([letter, short, empty], async (each) => this.#place(source, each));
    return topic;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#producer[Symbol.asyncDispose]();
  }

  async #makeSpaceFor(source: string): Promise<void> {
    const { admin, deadLetter } = this.#options;
    const connected = await admin();
    const partitions = await partitionCount(connected, source);
    const replicationFactor = deadLetter?.replicationFactor ?? -1;
    await ensureTopic(connected, { topic: this.#topicFor(source), partitions, replicationFactor });
  }

  // As Spring does: to the same partition, or to one chosen by the key if there is no such partition.
  async #place(source: string, letter: Letter): Promise<void> {
    try {
      await this.#producer.send(letter);
    } catch (failure) {
      if (!isUnknownPartition(failure)) throw failure;
      // The source may have been given more partitions since the start.
      if (this.#creates) await this.#makeSpaceFor(source).catch(() => {});
      await this.#placeAnywhere(letter);
    }
  }

  async #placeAnywhere(letter: Letter): Promise<void> {
    try {
      await this.#producer.send(letter);
    } catch (failure) {
      if (!isUnknownPartition(failure)) throw failure;
      const { partition: _, ...anywhere } = letter;
      await this.#producer.send(anywhere);
    }
  }
}

async function firstThatFits(
  letters: readonly Letter[],
  place: (letter: Letter) => Promise<void>,
): Promise<void> {
  for (const letter of letters) {
    try {
      return await place(letter);
    } catch (failure) {
      if (letter === letters.at(-1) || !isTooLarge(failure)) throw failure;
    }
  }
}

// kafkajs passes the record's batch, which knows the type, though its types do not say so.
function timestampTypeOf(message: KafkaMessage): "CreateTime" | "LogAppendTime" {
  const { batchContext } = message as { readonly batchContext?: { readonly timestampType?: number } };
  return batchContext?.timestampType === 1 ? "LogAppendTime" : "CreateTime";
}

/** kafkajs can read headers without a value, but not write them. They become empty. */
export function writableHeaders(headers: RecordHeaders | undefined): RecordHeaders {
  const writable = Object.entries(headers ?? {}).map(([name, value]) => {
    const values = headerValues(value).map((each) => each ?? "");
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  // Made from entries: a header named "__proto__" is a header, not the prototype.
  return Object.fromEntries(writable);
}
