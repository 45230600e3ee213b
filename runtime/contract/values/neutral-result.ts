import type { ParticipantSpec } from "../../model/diagram-protocol.ts";
import { redisCommand } from "../../model/redis/commands.ts";
import type { SqlFacts } from "../../model/sql/sql-facts.ts";

/**
 * What a resource answers when the diagram does not say: that it went well. A statement that writes has found its row:
 * whether a row may be missing is a guard's to draw, and a handler may well refuse to go on without one.
 */
export function neutralResult(
  participant: ParticipantSpec | undefined,
  method: string,
  facts?: SqlFacts,
): unknown {
  if (participant?.role !== "resource") return undefined;
  if (participant.kind === "sql") return { rows: [], rowCount: facts?.verb === "select" ? 0 : 1 };
  if (participant.kind !== "redis") return undefined;
  const command = redisCommand(method);
  return command === undefined ? 1 : command.neutral;
}
