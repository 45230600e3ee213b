// Generated from diagrams/group-checkout-saga.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** POST /api/group-checkouts {groupCheckoutId, guestStayAccountIds} */
export const PostGroupCheckoutsRequest = z.object({
  groupCheckoutId: z.string().min(1),
  guestStayAccountIds: z.array(z.string().min(1)),
});

export type PostGroupCheckoutsRequest = z.infer<typeof PostGroupCheckoutsRequest>;

/** GroupCheckoutInitiated 이벤트 발행 {groupCheckoutId, guestStayAccountIds} (key: groupCheckoutId) */
export const GroupCheckoutInitiated = z.object({
  groupCheckoutId: z.string().min(1),
  guestStayAccountIds: z.array(z.string().min(1)),
});

export type GroupCheckoutInitiated = z.infer<typeof GroupCheckoutInitiated>;

/** CheckoutGuestAccount 명령 발행 {guestStayAccountId, groupCheckoutId} (key: guestStayAccountId) */
export const CheckoutGuestAccount = z.object({
  guestStayAccountId: z.string().min(1),
  groupCheckoutId: z.string().min(1),
});

export type CheckoutGuestAccount = z.infer<typeof CheckoutGuestAccount>;

/** account */
export const Account = z.object({ status: z.string(), balance: z.int() });

export type Account = z.infer<typeof Account>;

/** GuestAccountCheckoutCompleted 이벤트 발행 {guestStayAccountId, groupCheckoutId} (key: groupCheckoutId) */
export const GuestAccountCheckoutCompleted = z.object({
  guestStayAccountId: z.string().min(1),
  groupCheckoutId: z.string().min(1),
});

export type GuestAccountCheckoutCompleted = z.infer<typeof GuestAccountCheckoutCompleted>;

/** GuestAccountCheckoutFailed 이벤트 발행 {guestStayAccountId, groupCheckoutId} (key: groupCheckoutId) */
export const GuestAccountCheckoutFailed = z.object({
  guestStayAccountId: z.string().min(1),
  groupCheckoutId: z.string().min(1),
});

export type GuestAccountCheckoutFailed = z.infer<typeof GuestAccountCheckoutFailed>;

/** progress */
export const Progress = z.object({ total: z.int(), done: z.int(), failed: z.int() });

export type Progress = z.infer<typeof Progress>;

/** answers to initiateGroupCheckout */
export const InitiateGroupCheckoutResponse = z.object({
  status: z.literal(202),
  body: z.object({ groupCheckoutId: z.string().min(1) }),
});

export type InitiateGroupCheckoutResponse = z.infer<typeof InitiateGroupCheckoutResponse>;
