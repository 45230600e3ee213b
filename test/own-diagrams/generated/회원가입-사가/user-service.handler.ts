import { parse, sql } from "seqwright-runtime";
import { UserResponse } from "./messages.gen.ts";
import type { DbPort, UserEventsPort, UserServiceCollaborators, UserServicePort } from "./ports.gen.ts";

/** 회원 서비스 in diagrams/회원가입-사가.puml. Yours: fill in, change, extend. */
export class UserService implements UserServicePort {
  readonly #db: DbPort;
  readonly #events: UserEventsPort;

  constructor({ db, events }: UserServiceCollaborators) {
    this.#db = db;
    this.#events = events;
  }

  /** register(userId, email, userName) */
  async register(userId: string, email: string, userName: string): Promise<void> {
    await this.#db.query(
      sql`INSERT INTO users (user_id, email, user_name, status) VALUES (${userId}, ${email}, ${userName}, 'PENDING')`,
    );
    await this.#events.publishUserRegistered({ userId, email });
  }

  /** UserResponse 이벤트 수신 {userId, serviceName, result} */
  async onUserResponse(event: UserResponse): Promise<void> {
    parse(UserResponse, event, "event");
    switch (event.result) {
      case "SUCCESS":
        await this.#db.query(sql`UPDATE users SET status = 'ACTIVE' WHERE user_id = ${event.userId}`);
        break;
      case "FAIL":
        await this.#db.query(sql`UPDATE users SET status = 'FAILED' WHERE user_id = ${event.userId}`);
        await this.#events.publishUserRegistrationFailed({ userId: event.userId });
        break;
    }
  }
}
