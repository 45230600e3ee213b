import { parse } from "seqwright-runtime";
import {
  GroupCheckoutInitiated,
  GuestAccountCheckoutCompleted,
  GuestAccountCheckoutFailed,
} from "./messages.gen.ts";
import type {
  GroupCheckoutSagaCollaborators,
  GroupCheckoutSagaPort,
  GroupCheckoutServicePort,
  KafkaGuestStayCommandsPort,
} from "./ports.gen.ts";

/** GroupCheckoutSaga in diagrams/group-checkout-saga.puml. Yours: fill in, change, extend. */
export class GroupCheckoutSaga implements GroupCheckoutSagaPort {
  readonly #commands: KafkaGuestStayCommandsPort;
  readonly #group: GroupCheckoutServicePort;

  constructor({ commands, group }: GroupCheckoutSagaCollaborators) {
    this.#commands = commands;
    this.#group = group;
  }

  /** GroupCheckoutInitiated 이벤트 수신 {groupCheckoutId, guestStayAccountIds} */
  async onGroupCheckoutInitiated(event: GroupCheckoutInitiated): Promise<void> {
    parse(GroupCheckoutInitiated, event, "event");
    for (const guestStayAccountId of await this.eachGuestStayAccountId(event)) {
      await this.#commands.publishCheckoutGuestAccount({
        guestStayAccountId,
        groupCheckoutId: event.groupCheckoutId,
      });
    }
  }

  /** GuestAccountCheckoutCompleted 이벤트 수신 {guestStayAccountId, groupCheckoutId} */
  async onGuestAccountCheckoutCompleted(event: GuestAccountCheckoutCompleted): Promise<void> {
    parse(GuestAccountCheckoutCompleted, event, "event");
    await this.#group.recordCompletion(event.groupCheckoutId, event.guestStayAccountId);
  }

  /** GuestAccountCheckoutFailed 이벤트 수신 {guestStayAccountId, groupCheckoutId} */
  async onGuestAccountCheckoutFailed(event: GuestAccountCheckoutFailed): Promise<void> {
    parse(GuestAccountCheckoutFailed, event, "event");
    await this.#group.recordFailure(event.groupCheckoutId, event.guestStayAccountId);
  }

  /** What "guestStayAccountIds의 각 guestStayAccountId" goes through. */
  protected async eachGuestStayAccountId(event: GroupCheckoutInitiated): Promise<string[]> {
    return event.guestStayAccountIds;
  }
}
