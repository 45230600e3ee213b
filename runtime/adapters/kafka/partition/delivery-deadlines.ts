import { RetryableError } from "../../../errors/errors.ts";
import type { Delivery } from "./delivery.ts";
import { overdueAlarm, type Overdue } from "./overdue-alarm.ts";
import { watchdog } from "./watchdog.ts";

export interface DeadlineSettings {
  readonly handlerDeadlineMs: number;
  /** `undefined`: an acknowledgement may take as long as it needs. */
  readonly ackDeadlineMs: number | undefined;
  readonly ackOverdueMs: number;
}

export interface DeadlineListener<Payload> {
  handlerIsLate(of: Delivery<Payload>, error: RetryableError): void;
  acknowledgementIsLate(of: Delivery<Payload>, error: RetryableError): void;
  /** The acknowledgement may still come, but somebody should look. */
  acknowledgementIsOverdue(overdue: Overdue<Delivery<Payload>>): void;
}

/** Watches how long the handlers of a partition's records run, and how long acknowledgements take. */
export interface DeliveryDeadlines {
  handlerStarted(): void;
  awaitsAcknowledgement(): void;
  close(): void;
}

export function deliveryDeadlines<Payload>(
  { handlerDeadlineMs, ackDeadlineMs, ackOverdueMs }: DeadlineSettings,
  active: Iterable<Delivery<Payload>>,
  listener: DeadlineListener<Payload>,
): DeliveryDeadlines {
  const handlers = watchdog(
    handlerDeadlineMs,
    active,
    (of) => (of.running ? of.startedAt : undefined),
    (of) => listener.handlerIsLate(of, late(`the handler took longer than ${handlerDeadlineMs} ms`)),
  );
  const acknowledgements =
    ackDeadlineMs === undefined
      ? undefined
      : watchdog(
          ackDeadlineMs,
          active,
          (of) => of.awaitingSince,
          (of) =>
            listener.acknowledgementIsLate(
              of,
              late(`nobody acknowledged the record within ${ackDeadlineMs} ms`),
            ),
        );
  const alarm = overdueAlarm(ackOverdueMs, active, (overdue) => listener.acknowledgementIsOverdue(overdue));
  return {
    handlerStarted: () => handlers.started(),
    awaitsAcknowledgement() {
      alarm.started();
      acknowledgements?.started();
    },
    close() {
      handlers.close();
      acknowledgements?.close();
      alarm.close();
    },
  };
}

function late(message: string): RetryableError {
  return new RetryableError(message);
}
