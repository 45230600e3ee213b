export type * from "./diagram-protocol.ts";
export type * from "./entries.ts";
export { canBePassed } from "./drawing/fragments.ts";
export * from "./drawing/index.ts";
export { drawingNames, type DrawingName } from "./drawing/names.ts";
export type * from "./guards/guards.ts";
export { decidingNames, namesIn } from "./guards/guards.ts";
export { branchLedTo, holds, isNothing, type ValueOf } from "./guards/evaluate-guards.ts";
export { combinationsOf, decidingCandidates } from "./guards/deciding-candidates.ts";
export type * from "./publications.ts";
export { branchPrefix, fragmentName, isFrame, numbered, stepName } from "./identities.ts";
export { areApart } from "./policy/are-apart.ts";
export { skippedByAnswers } from "./drawing/skipped-by-answers.ts";
export { withSkipped } from "./drawing/with-skipped.ts";
export { nearestOpenCall } from "./nearest-open-call.ts";
export * from "./orderings.ts";
export type * from "./automaton.ts";
export { automatonOf, deriveAutomaton, interleavingsMax } from "./derive-automaton.ts";
export * from "./steps.ts";
export * from "./types.ts";
export * from "./values.ts";
export { type Level, levels } from "./contract-level.ts";
export { propertyNames, type PropertyName } from "./property-name.ts";
export { notToldApart, type PayloadField, type TakenEvents } from "./tell-apart.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
export { stepsNamed } from "./policy/find-steps.ts";
export { findUndoing } from "./policy/undo-pairs.ts";
export { tellsOfFailure } from "./policy/undo-words.ts";
export { retriedCalls } from "./policy/retried-calls.ts";
export { durationText } from "./language/directive-words.ts";
export { findRhythm } from "./language/rhythm.ts";
export { findDurations, parseDuration } from "./language/durations.ts";
export * from "./policies/index.ts";
export { quote } from "./quote.ts";
export { httpStatusNames } from "./http/statuses.ts";
export * from "./redis/commands.ts";
export * from "./resource-kinds.ts";
export {
  sameStatement,
  statementReader,
  type CanonicalText,
  type ParameterPair,
} from "./sql/same-statement.ts";
export { type ColumnKind } from "./sql/column-kind.ts";
export { sqlFacts, type SqlFacts, type SqlVerb } from "./sql/sql-facts.ts";
export type { SqlColumn, SqlDescription, SqlTable, SqlTables, SqlType } from "./sql/tables.ts";
export { sqlParser, type SqlParse, type SqlParser, type SqlToken } from "./sql/sql-parser.ts";
