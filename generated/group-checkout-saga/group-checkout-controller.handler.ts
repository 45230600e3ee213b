import { parse } from "seqwright-runtime";
import { type InitiateGroupCheckoutResponse, PostGroupCheckoutsRequest } from "./messages.gen.ts";
import type {
  GroupCheckoutControllerCollaborators,
  GroupCheckoutControllerPort,
  GroupCheckoutServicePort,
} from "./ports.gen.ts";

/** GroupCheckoutController in diagrams/group-checkout-saga.puml. Yours: fill in, change, extend. */
export class GroupCheckoutController implements GroupCheckoutControllerPort {
  readonly #group: GroupCheckoutServicePort;

  constructor({ group }: GroupCheckoutControllerCollaborators) {
    this.#group = group;
  }

  /** POST /api/group-checkouts {groupCheckoutId, guestStayAccountIds} */
  async initiateGroupCheckout(body: PostGroupCheckoutsRequest): Promise<InitiateGroupCheckoutResponse> {
    parse(PostGroupCheckoutsRequest, body, "body");
    await this.#group.initiate(body.groupCheckoutId, body.guestStayAccountIds);
    return { status: 202, body: { groupCheckoutId: body.groupCheckoutId } };
  }
}
