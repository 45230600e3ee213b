import { parse } from "seqwright-runtime";
import { UserRegistered } from "./messages.gen.ts";
import type { CustomerServicePort } from "./ports.gen.ts";

/** 고객 서비스 in diagrams/회원가입-사가.puml. Yours: fill in, change, extend. */
export class CustomerService implements CustomerServicePort {
  readonly customers = new Set<string>();

  /** UserRegistered 이벤트 수신 {userId, email} */
  async onUserRegistered(event: UserRegistered): Promise<void> {
    parse(UserRegistered, event, "event");
    await this.createCustomer(event);
  }

  /** 고객 정보 생성 */
  protected async createCustomer(event: UserRegistered): Promise<void> {
    this.customers.add(event.userId);
  }
}
