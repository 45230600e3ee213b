import type { DrawingName } from "seqwright-runtime/model";
import type { CodeSymbol } from "./code-symbol.ts";

/** Everything that generated code may import from the runtime. No diagram's own name can be one of these. */
export const runtimeNames = [
  "BackgroundTasks",
  "bestEffort",
  "bytesSchema",
  "caught",
  "decodeJson",
  "decodeSql",
  "decodeStoredJson",
  "DiagramProtocol",
  "EventPublisher",
  "isNothing",
  "jsonText",
  "MinioAdmin",
  "NotImplementedError",
  "ObjectStore",
  "onlyColumn",
  "onlyValue",
  "parse",
  "RedisCommands",
  "retried",
  "rollback",
  "sql",
  "SqlDatabase",
  "SqlResult",
  "SqlStatement",
  "SystemDefinition",
  "together",
  "UndoStack",
  "z",
] as const;

export type RuntimeName = (typeof runtimeNames)[number];

export function fromRuntime(name: RuntimeName): CodeSymbol {
  return { name, from: "seqwright-runtime" };
}

/** A function that `steps.gen.ts` is written with. */
export function fromModel(name: DrawingName): CodeSymbol {
  return { name, from: "seqwright-runtime/model" };
}
