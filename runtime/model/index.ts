export type * from "./diagram-protocol.ts";
export type * from "./entries.ts";
export * from "./orderings.ts";
export type * from "./automaton.ts";
export { automatonOf, deriveAutomaton, interleavingsMax } from "./derive-automaton.ts";
export * from "./value-spec.ts";
export { propertyNames, type PropertyName } from "./property-name.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
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
export { sqlFacts, type SqlFacts, type SqlVerb } from "./sql/sql-facts.ts";
export { sqlParser, type SqlParse, type SqlParser, type SqlToken } from "./sql/sql-parser.ts";
