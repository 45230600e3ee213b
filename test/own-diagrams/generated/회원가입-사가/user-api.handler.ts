import { parse } from "seqwright-runtime";
import { PostUsersRequest, type PostUsersResponse } from "./messages.gen.ts";
import type { UserApiCollaborators, UserApiPort, UserServicePort } from "./ports.gen.ts";

/** 회원 API in diagrams/회원가입-사가.puml. Yours: fill in, change, extend. */
export class UserApi implements UserApiPort {
  readonly #userService: UserServicePort;

  constructor({ userService }: UserApiCollaborators) {
    this.#userService = userService;
  }

  /** POST /users {userId, email, userName} */
  async postUsers(body: PostUsersRequest): Promise<PostUsersResponse> {
    parse(PostUsersRequest, body, "body");
    await this.#userService.register(body.userId, body.email, body.userName);
    return { status: 202, body: { status: "PENDING" } };
  }
}
