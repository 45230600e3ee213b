import type { Attributes } from "@opentelemetry/api";
import type { Step } from "../model/diagram-protocol.ts";
import { redisWords } from "../model/redis/commands.ts";
import type { ResourceKind } from "../model/resource-kinds.ts";

/**
 * What OpenTelemetry's conventions want to know of a question to a database. The query is the diagram's: `$1` and
 * `{jobId}` stand in the place of values.
 */
export function queryAttributes(kind: ResourceKind, step: Step | undefined): Attributes {
  const system = systems[kind];
  if (system === undefined) return {};
  const query = step?.kind === "call" ? drawnQuery(kind, step.method, step.args[0]?.value) : undefined;
  return {
    "db.system.name": system,
    ...(query === undefined ? {} : { "db.query.text": query, "db.operation.name": firstWord(query) }),
  };
}

const systems: Partial<Readonly<Record<ResourceKind, string>>> = { sql: "postgresql", redis: "redis" };

type FirstArgument = Extract<Step, { kind: "call" }>["args"][number]["value"];

/** Absent where the diagram asks the resource in words of its own. */
function drawnQuery(
  kind: ResourceKind,
  method: string,
  first: FirstArgument | undefined,
): string | undefined {
  if (first?.kind === "sql") return first.text;
  if (kind !== "redis") return undefined;
  const command = method.toUpperCase();
  if (!redisWords.includes(command)) return undefined;
  if (first?.kind === "template") return `${command} ${first.pattern}`;
  return first?.kind === "literal" ? `${command} ${String(first.value)}` : undefined;
}

function firstWord(query: string): string {
  return (query.trim().split(/\s/, 1)[0] ?? "").toUpperCase();
}
