import type { ParticipantSpec } from "../../model/diagram-protocol.ts";
import { redisCommand } from "../../model/redis/commands.ts";

/** What a resource answers when the diagram does not say: that it went well. */
export function neutralResult(participant: ParticipantSpec | undefined, method: string): unknown {
  if (participant?.role !== "resource") return undefined;
  if (participant.kind === "sql") return { rows: [], rowCount: 1 };
  if (participant.kind !== "redis") return undefined;
  const command = redisCommand(method);
  return command === undefined ? 1 : command.neutral;
}
