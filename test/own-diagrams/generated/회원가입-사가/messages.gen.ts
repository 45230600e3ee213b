// Generated from diagrams/회원가입-사가.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** POST /users {userId, email, userName} */
export const PostUsersRequest = z.object({
  userId: z.string().min(1),
  email: z.email(),
  userName: z.string(),
});

export type PostUsersRequest = z.infer<typeof PostUsersRequest>;

/** UserRegistered 이벤트 발행 {userId, email} */
export const UserRegistered = z.object({ userId: z.string().min(1), email: z.email() });

export type UserRegistered = z.infer<typeof UserRegistered>;

/** UserResponse 이벤트 수신 {userId, serviceName, result} */
export const UserResponse = z.object({
  userId: z.string().min(1),
  serviceName: z.string(),
  result: z.enum(["SUCCESS", "FAIL"]),
});

export type UserResponse = z.infer<typeof UserResponse>;

/** UserRegistrationFailed 이벤트 발행 {userId} */
export const UserRegistrationFailed = z.object({ userId: z.string().min(1) });

export type UserRegistrationFailed = z.infer<typeof UserRegistrationFailed>;

/** answers to postUsers */
export const PostUsersResponse = z.object({
  status: z.literal(202),
  body: z.object({ status: z.literal("PENDING") }),
});

export type PostUsersResponse = z.infer<typeof PostUsersResponse>;
