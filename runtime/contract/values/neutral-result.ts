import type { ParticipantSpec } from "../../model/diagram-protocol.ts";

/** What a resource answers when the diagram does not say: that it went well. */
export function neutralResult(participant: ParticipantSpec | undefined, method: string): unknown {
  if (participant?.role !== "resource") return undefined;
  if (participant.kind === "sql") return { rows: [], rowCount: 1 };
  return participant.kind === "redis" ? redisResult(method) : undefined;
}

function redisResult(method: string): unknown {
  switch (method) {
    case "set":
    case "setex":
      return "OK";
    case "get":
    case "hget":
    case "lpop":
    case "rpop":
      return null;
    case "hgetall":
      return {};
    case "lrange":
    case "smembers":
      return [];
    default:
      return 1;
  }
}
