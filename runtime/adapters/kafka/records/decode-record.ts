import type { KafkaMessage } from "kafkajs";
import type { ZodType } from "zod";
import { parse } from "../../../errors/decode.ts";
import { InvalidPayloadError } from "../../../errors/errors.ts";

/** How the bytes of a record become a payload; whatever throws makes the record a poison message. */
export type DecodeRecord<Payload> = (message: KafkaMessage, topic: string) => Payload;

/**
 * JSON in UTF-8, checked by the schema where there is one. A record without a value, a tombstone, is `null` where the
 * schema says that payloads may be.
 */
export function jsonDecoder<Payload>(schema: ZodType<Payload> | undefined): DecodeRecord<Payload> {
  return ({ value }, topic) => {
    const what = `record of topic "${topic}"`;
    if (value === null && schema?.safeParse(null).success !== true)
      throw new InvalidPayloadError(what, ["no value"]);
    const payload = value === null ? null : parsed(value, what);
    return schema === undefined ? (payload as Payload) : parse(schema, payload, what);
  };
}

function parsed(value: Buffer, what: string): unknown {
  try {
    return JSON.parse(value.toString());
  } catch (cause) {
    throw new InvalidPayloadError(what, ["not JSON"], { cause });
  }
}
