import { type EventPublisher, NotImplementedError } from "seqwright-runtime";
import type { UserRegistered, UserRegistrationFailed } from "./messages.gen.ts";
import type { UserEventsPort } from "./ports.gen.ts";

/** user-events in diagrams/회원가입-사가.puml. Yours: fill in, change, extend. */
export class UserEvents implements UserEventsPort {
  protected readonly events: EventPublisher;

  constructor({ events }: { readonly events: EventPublisher }) {
    this.events = events;
  }

  /** UserRegistered 이벤트 발행 {userId, email} */
  async publishUserRegistered(event: UserRegistered): Promise<void> {
    throw new NotImplementedError("UserEvents.publishUserRegistered", { event });
  }

  /** UserRegistrationFailed 이벤트 발행 {userId} */
  async publishUserRegistrationFailed(event: UserRegistrationFailed): Promise<void> {
    throw new NotImplementedError("UserEvents.publishUserRegistrationFailed", { event });
  }
}
