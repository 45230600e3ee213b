import type { ParticipantSpec } from "../../model/diagram-protocol.ts";
import { redisCommand } from "../../model/redis/commands.ts";
import type { SqlFacts } from "../../model/sql/sql-facts.ts";

/**
 * What a resource answers when the diagram does not say: that it went well. A statement that writes has found its row:
 * whether a row may be missing is a guard's to draw, and a handler may well refuse to go on without one. Where it is to
 * return that row, it holds the statement's own `values`.
 */
export function neutralResult(
  participant: ParticipantSpec | undefined,
  method: string,
  facts?: SqlFacts,
  values: readonly unknown[] = [],
): unknown {
  if (participant?.role !== "resource") return undefined;
  if (participant.kind === "sql") {
    const isRead = facts?.verb === "select";
    return {
      rows: facts === undefined || isRead ? [] : returnedRows(facts, values),
      rowCount: isRead ? 0 : 1,
    };
  }
  if (participant.kind !== "redis") return undefined;
  const command = redisCommand(method);
  return command === undefined ? 1 : command.neutral;
}

function returnedRows(
  { answer, columns, parameterColumns }: SqlFacts,
  values: readonly unknown[],
): readonly object[] {
  if (answer === "count") return [];
  const known = parameterColumns.flatMap((column, index) =>
    column === undefined ? [] : [[column, values[index]] as const],
  );
  const named = columns.flatMap((column) => (column === "*" ? [] : [[column, null] as const]));
  const wanted = known.filter(([column]) => columns.includes("*") || columns.includes(column));
  return [Object.fromEntries([...named, ...wanted])];
}
