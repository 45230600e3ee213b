import { parse } from "seqwright-runtime";
import { UserRegistered } from "./messages.gen.ts";
import type { ChatServicePort } from "./ports.gen.ts";

/** 채팅 서비스 in diagrams/회원가입-사가.puml. Yours: fill in, change, extend. */
export class ChatService implements ChatServicePort {
  readonly accounts = new Set<string>();

  /** UserRegistered 이벤트 수신 {userId, email} */
  async onUserRegistered(event: UserRegistered): Promise<void> {
    parse(UserRegistered, event, "event");
    await this.createChatAccount(event);
  }

  /** 채팅 계정 생성 */
  protected async createChatAccount(event: UserRegistered): Promise<void> {
    this.accounts.add(event.userId);
  }
}
