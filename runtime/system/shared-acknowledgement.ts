import type { DeferredAcknowledgement } from "../ports/event-consumer.ts";

/**
 * One message, dealt with by several: it is acknowledged when the last of them has acknowledged it, and rejected as
 * soon as one of them rejects it.
 */
export function sharedAcknowledgement(
  ack: DeferredAcknowledgement,
  count: number,
): readonly DeferredAcknowledgement[] {
  let left = count;
  return Array.from({ length: count }, () => {
    let hasAnswered = false;
    return {
      async acknowledge() {
        if (hasAnswered) return;
        hasAnswered = true;
        left -= 1;
        if (left === 0) await ack.acknowledge();
      },
      async reject(error) {
        if (hasAnswered) return;
        hasAnswered = true;
        await ack.reject(error);
      },
    };
  });
}
