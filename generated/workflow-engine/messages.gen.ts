// Generated from diagrams/workflow-engine.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { z } from "seqwright-runtime";

/** Any JSON value. */
export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** UserRegistered */
export const UserRegistered = z.object({
  eventId: z.string().min(1),
  userId: z.string().min(1),
  displayName: z.string(),
});

export type UserRegistered = z.infer<typeof UserRegistered>;

/** UserEntity */
export const UserEntity = z.object({
  userId: z.string().min(1),
  eventId: z.string().min(1),
  displayName: z.string(),
  active: z.boolean(),
});

export type UserEntity = z.infer<typeof UserEntity>;
