import type { Meaning } from "../../text/model.ts";
import type { ReadArrow } from "./read-arrows.ts";

/** What a lifeline does in the diagram, counted over its arrows; the shape of its messages betrays its role. */
export interface Traffic {
  readonly callsMade: number;
  readonly callsReceived: number;
  /** Calls it receives on an object that it handed out itself (`ack.acknowledge()`). */
  readonly callbacksReceived: number;
  /** It makes a call before it receives any. */
  readonly speaksFirst: boolean;
  readonly sqlReceived: number;
  readonly redisReceived: number;
  readonly httpReceived: number;
  /** SQL and Redis commands that it sends: nobody's frontend does. */
  readonly commandsSent: number;
  /** What it does by itself. */
  readonly selfCalls: number;
  /** Whom it calls has called it before: it only calls back. */
  readonly onlyCallsBack: boolean;
}

/** Counts what a lifeline sends and gets, for the deduction of its role. */
export function countTraffic(code: string, arrows: readonly ReadArrow[]): Traffic {
  const calls = arrows.filter((arrow) => arrow.paired.kind === "call");
  const received = calls.filter((arrow) => arrow.to === code);
  const made = calls.filter((arrow) => arrow.from === code);
  const handedOut = new Set(
    made.flatMap((arrow) =>
      arrow.meaning.kind === "call"
        ? arrow.meaning.args.flatMap((argument) => (argument.kind === "name" ? [argument.name] : []))
        : [],
    ),
  );
  const receivedAs = (...kinds: readonly Meaning["kind"][]): number =>
    received.filter(({ meaning }) => kinds.includes(meaning.kind)).length;
  return {
    callsMade: made.length,
    callsReceived: received.length,
    callbacksReceived: received.filter(
      (arrow) =>
        arrow.meaning.kind === "call" &&
        arrow.meaning.receiver !== undefined &&
        handedOut.has(arrow.meaning.receiver),
    ).length,
    speaksFirst:
      made.length > 0 && (received.length === 0 || (made[0]?.index ?? 0) < (received[0]?.index ?? 0)),
    sqlReceived: receivedAs("sql", "sql-intent"),
    redisReceived: receivedAs("redis", "redis-key"),
    httpReceived: receivedAs("http-request"),
    commandsSent: made.filter(({ meaning }) => meaning.kind === "sql" || meaning.kind === "redis").length,
    selfCalls: arrows.filter(({ from, paired }) => from === code && paired.kind === "self").length,
    onlyCallsBack: made.every(({ to, index }) =>
      received.some((arrow) => arrow.from === to && arrow.index < index),
    ),
  };
}
