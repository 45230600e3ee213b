import type { CodeSymbol } from "./code-symbol.ts";

/** Everything that generated code may import from the runtime. No diagram's own name can be one of these. */
export const runtimeNames = [
  "BackgroundTasks",
  "caught",
  "decodeJson",
  "decodeStoredJson",
  "DiagramProtocol",
  "EventPublisher",
  "free",
  "from",
  "literal",
  "MinioAdmin",
  "NotImplementedError",
  "ObjectStore",
  "onlyValue",
  "parse",
  "record",
  "RedisCommands",
  "sql",
  "SqlDatabase",
  "SqlResult",
  "SqlStatement",
  "sqlText",
  "SystemDefinition",
  "template",
  "UnitOfWork",
  "z",
] as const;

export type RuntimeName = (typeof runtimeNames)[number];

export function fromRuntime(name: RuntimeName): CodeSymbol {
  return { name, from: "seqwright-runtime" };
}
