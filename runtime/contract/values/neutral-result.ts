import type { ParticipantSpec } from "../../model/diagram-protocol.ts";
import { redisCommand } from "../../model/redis/commands.ts";
import type { SqlFacts } from "../../model/sql/sql-facts.ts";

/**
 * What a resource answers when the diagram does not say: that it went well. `chance` picks how many rows an UPDATE or
 * DELETE has found, where the diagram leaves that open: one, none, or several.
 */
export function neutralResult(
  participant: ParticipantSpec | undefined,
  method: string,
  { facts, chance = 0 }: { readonly facts?: SqlFacts | undefined; readonly chance?: number } = {},
): unknown {
  if (participant?.role !== "resource") return undefined;
  if (participant.kind === "sql") return { rows: [], rowCount: rowsWritten(facts, chance) };
  if (participant.kind !== "redis") return undefined;
  const command = redisCommand(method);
  return command === undefined ? 1 : command.neutral;
}

function rowsWritten(facts: SqlFacts | undefined, chance: number): number {
  if (facts?.verb === "select") return 0;
  return facts?.verb === "update" || facts?.verb === "delete" ? ([1, 0, 2][chance % 3] ?? 1) : 1;
}
