import type { Acknowledgement } from "../../ports/acknowledgement.ts";

/** Like the deferred acknowledgement of a Kafka listener: it can also reject the message. */
export interface WorkflowAcknowledgement extends Acknowledgement {
  /** Called when the workflow fails for good, or is gone: the message goes to the dead letter topic. Without it, the message is acknowledged. */
  reject?(error: unknown): Promise<void>;
}

/** The messages of this process whose workflows are not over yet, whichever worker finishes them. */
export interface Acknowledgements {
  add(diagram: string, id: string, ack: WorkflowAcknowledgement): void;
  acknowledge(diagram: string, id: string): Promise<void>;
  reject(diagram: string, id: string, error: unknown): Promise<void>;
  /** The workflows that messages wait for. */
  waiting(): readonly { readonly diagram: string; readonly id: string }[];
}

/** A failure is only reported: the message comes again, and its workflow is then known to be over. */
export function acknowledgements(onError: (error: unknown, what: string) => void): Acknowledgements {
  const waiting = new Map<string, { diagram: string; id: string; acks: Set<WorkflowAcknowledgement> }>();

  const settle = async (
    diagram: string,
    id: string,
    how: (ack: WorkflowAcknowledgement) => Promise<void> | undefined,
  ): Promise<void> => {
    const key = keyOf(diagram, id);
    const acks = waiting.get(key)?.acks ?? [];
    waiting.delete(key);
    for (const ack of acks) {
      try {
        await how(ack);
      } catch (error) {
        onError(error, `answer for the message that began workflow "${id}" of ${diagram}`);
      }
    }
  };

  return {
    add(diagram, id, ack) {
      const key = keyOf(diagram, id);
      const known = waiting.get(key);
      if (known === undefined) waiting.set(key, { diagram, id, acks: new Set([ack]) });
      else known.acks.add(ack);
    },
    acknowledge: (diagram, id) => settle(diagram, id, (ack) => ack.acknowledge()),
    reject: (diagram, id, error) =>
      settle(diagram, id, (ack) => (ack.reject === undefined ? ack.acknowledge() : ack.reject(error))),
    waiting: () => [...waiting.values()].map(({ diagram, id }) => ({ diagram, id })),
  };
}

function keyOf(diagram: string, id: string): string {
  return JSON.stringify([diagram, id]);
}
