// Generated from diagrams/회원가입-사가.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { SqlResult, SqlStatement } from "seqwright-runtime";
import type {
  PostUsersRequest,
  PostUsersResponse,
  UserRegistered,
  UserRegistrationFailed,
  UserResponse,
} from "./messages.gen.ts";

/** What is asked of 회원 API in diagrams/회원가입-사가.puml. */
export interface UserApiPort {
  /** POST /users {userId, email, userName} */
  postUsers(body: PostUsersRequest): Promise<PostUsersResponse>;
}

/** What is asked of 회원 서비스 in diagrams/회원가입-사가.puml. */
export interface UserServicePort {
  /** register(userId, email, userName) */
  register(userId: string, email: string, userName: string): Promise<void>;
  /** UserResponse 이벤트 수신 {userId, serviceName, result} */
  onUserResponse(event: UserResponse): Promise<void>;
}

/** What is asked of 회원 DB in diagrams/회원가입-사가.puml. */
export interface DbPort {
  /**
   * INSERT INTO users (user_id, email, user_name, status) VALUES (?, ?, ?, 'PENDING')
   * UPDATE users SET status = 'ACTIVE' WHERE user_id = ?
   * UPDATE users SET status = 'FAILED' WHERE user_id = ?
   */
  query(statement: SqlStatement): Promise<SqlResult>;
}

/** What is asked of user-events in diagrams/회원가입-사가.puml. */
export interface UserEventsPort {
  /** UserRegistered 이벤트 발행 {userId, email} */
  publishUserRegistered(event: UserRegistered): Promise<void>;
  /** UserRegistrationFailed 이벤트 발행 {userId} */
  publishUserRegistrationFailed(event: UserRegistrationFailed): Promise<void>;
}

/** What is asked of 채팅 서비스 in diagrams/회원가입-사가.puml. */
export interface ChatServicePort {
  /** UserRegistered 이벤트 수신 {userId, email} */
  onUserRegistered(event: UserRegistered): Promise<void>;
}

/** What is asked of 고객 서비스 in diagrams/회원가입-사가.puml. */
export interface CustomerServicePort {
  /** UserRegistered 이벤트 수신 {userId, email} */
  onUserRegistered(event: UserRegistered): Promise<void>;
}

/** Whom UserApi works with. */
export interface UserApiCollaborators {
  readonly userService: UserServicePort;
}

/** Whom UserService works with. */
export interface UserServiceCollaborators {
  readonly db: DbPort;
  readonly events: UserEventsPort;
}
