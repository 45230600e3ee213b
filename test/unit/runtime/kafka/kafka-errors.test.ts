import kafkajs from "kafkajs";
import { expect, test } from "vitest";
import { FatalError, RetryableError } from "../../../../runtime/index.ts";
import { kafkaError, protocolErrorType } from "../../../../runtime/adapters/kafka/client/kafka-errors.ts";

const unknownTopic = Object.assign(new kafkajs.KafkaJSProtocolError("no such topic"), {
  type: "UNKNOWN_TOPIC_OR_PARTITION",
  retriable: true,
});
const tooLarge = Object.assign(new kafkajs.KafkaJSProtocolError("too large"), {
  type: "MESSAGE_TOO_LARGE",
  retriable: false,
});

test.each([
  ["a lost connection", new kafkajs.KafkaJSConnectionError("closed"), RetryableError],
  ["a request that timed out", new kafkajs.KafkaJSRequestTimeoutError("slow"), RetryableError],
  ["an error the protocol calls retriable", unknownTopic, RetryableError],
  ["such an error, wrapped", new Error("gave up", { cause: unknownTopic }), RetryableError],
  ["a refused socket", Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), RetryableError],
  ["an error the protocol calls final", tooLarge, FatalError],
  ["a mistake in the code", new TypeError("x of undefined"), FatalError],
  ["something that is no error", "text", FatalError],
])("%s is classified", (_, cause, expected) => {
  const error = kafkaError('publish to topic "orders"', cause);
  expect(error).toBeInstanceOf(expected);
  expect(error.message).toMatch(/^publish to topic "orders": /);
  expect(error.cause).toBe(cause);
});

test("the protocol's error type is found inside wrappers", () => {
  expect(protocolErrorType(new Error("outer", { cause: tooLarge }))).toBe("MESSAGE_TOO_LARGE");
  expect(protocolErrorType(new Error("other"))).toBeUndefined();
});
