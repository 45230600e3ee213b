import { redisCommand, type RedisResult } from "seqwright-runtime/model";
import type { TypeExpr } from "../model/diagram-model.ts";

/** What the runtime's port resolves to; undefined for a command that it does not have, or whose result has no fixed form. */
export function redisResult(method: string): TypeExpr | undefined {
  const command = redisCommand(method);
  return command === undefined ? undefined : types[command.result];
}

const text: TypeExpr = { kind: "string" };

const types: Readonly<Record<RedisResult, TypeExpr | undefined>> = {
  count: { kind: "number" },
  text: { kind: "union", members: [text, { kind: "enum", values: [null] }] },
  texts: { kind: "list", element: text },
  fields: undefined,
  done: { kind: "enum", values: ["OK"] },
  "done or not": { kind: "enum", values: ["OK", null] },
};
