import type { TypeExpr } from "../model/diagram-model.ts";

const anyString: TypeExpr = { kind: "string" };
const nullType: TypeExpr = { kind: "enum", values: [null] };
const textOrNull: TypeExpr = { kind: "union", members: [anyString, nullType] };
const texts: TypeExpr = { kind: "list", element: anyString };
const count: TypeExpr = { kind: "number" };
const countingCommands = "del expire ttl exists incr decr hset hdel lpush rpush sadd srem publish".split(" ");

const redisResults: ReadonlyMap<string, TypeExpr> = new Map<string, TypeExpr>([
  ["get", textOrNull],
  ["hget", textOrNull],
  ["lpop", textOrNull],
  ["rpop", textOrNull],
  ["set", { kind: "enum", values: ["OK", null] }],
  ["setex", { kind: "enum", values: ["OK"] }],
  ["lrange", texts],
  ["smembers", texts],
  ...countingCommands.map((command): [string, TypeExpr] => [command, count]),
]);

/** What the runtime's port resolves to; undefined for a command that it does not have, or whose result has no fixed form. */
export function redisResult(method: string): TypeExpr | undefined {
  return redisResults.get(method);
}

/** Whether the runtime's Redis port has a command. */
export function isRedisCommand(method: string): boolean {
  return redisResults.has(method) || method === "hgetall";
}
