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

/** What only the step orderings import, beside types of messages: the names of methods and fields stay free. */
export const orderingNames = [
  "alternative",
  "answers",
  "asks",
  "breaks",
  "does",
  "gets",
  "loop",
  "option",
  "parallel",
  "receives",
  "sequence",
  "when",
] as const;

export type RuntimeName = (typeof runtimeNames)[number] | (typeof orderingNames)[number];

export function fromRuntime(name: RuntimeName): CodeSymbol {
  return { name, from: "seqwright-runtime" };
}
