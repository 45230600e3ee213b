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
    sqlReceived: received.filter(
      (arrow) => arrow.meaning.kind === "sql" || arrow.meaning.kind === "sql-intent",
    ).length,
    redisReceived: received.filter(
      (arrow) => arrow.meaning.kind === "redis" || arrow.meaning.kind === "redis-key",
    ).length,
  };
}
