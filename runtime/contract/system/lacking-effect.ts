import { foldedName } from "../../model/sql/folded-name.ts";
import type { SqlFacts } from "../../model/sql/sql-facts.ts";
import type { SystemDefinition } from "../../system/system-definition.ts";
import { mentionOf, nameOf } from "../report/describe-step.ts";
import type { Violation } from "../report/violation.ts";
import type { ClientCall } from "../clients/client-calls.ts";
import type { WatchedCall } from "./watch-call.ts";

/** What is known of the database of a system under test. */
export interface KnownDatabase {
  /** As PostgreSQL names them. */
  readonly tables: readonly string[];
  readonly factsOf: (text: string) => SqlFacts | undefined;
}

/**
 * What an arrow to a resource promises and its gateway did not do: a call that is to change something asks the server at
 * all, and writes the tables that the arrow names. Undefined where nothing is lacking, or where nobody can tell.
 */
export function lackingEffect(
  { state, arrow, steps }: WatchedCall,
  calls: readonly ClientCall[],
  { gateways }: Pick<SystemDefinition, "gateways">,
  database: KnownDatabase | undefined,
): Violation | undefined {
  const { protocol } = state.subject;
  const step = protocol.steps[steps[0] ?? ""];
  const receiver = protocol.participants[arrow.to];
  if (step?.kind !== "call" || receiver?.role !== "resource" || gateways[arrow.to] === undefined)
    return undefined;
  if (step.readOnly || !asksServers.has(receiver.kind)) return undefined;
  const what = `${mentionOf(protocol, steps[0] ?? "")} was answered, but the gateway of ${nameOf(protocol, arrow.to)}`;
  const violation = (sentence: string, observed: string): Violation => ({
    kind: "no-effect",
    step: steps[0],
    sentence,
    expected: [],
    observed,
  });
  if (calls.length === 0) return violation(`${what} asked no server anything.`, "(asked no server anything)");
  const lacking = tablesNamed(step.text, database).find(
    (table) => !isWritten(table, step.text, calls, database),
  );
  if (lacking === undefined) return undefined;
  const asked = calls.flatMap(({ statement }) => statement?.text.replaceAll(/\s+/g, " ") ?? []);
  return violation(`${what} did not write the table ${lacking}.`, asked.join("; ") || "(no statement)");
}

/** Gateways of these work on a client of the runtime. */
const asksServers: ReadonlySet<string> = new Set(["sql", "s3", "redis", "kafka"]);

const verbs = new Map([
  ["INSERT", ["insert", "merge"]],
  ["UPDATE", ["update", "insert", "merge"]],
  ["DELETE", ["delete", "update"]],
]);

/** The tables that a label names behind INSERT, UPDATE or DELETE: `INSERT UserEntity, EventLog`, `UPDATE RequiredAction(s)`. */
function tablesNamed(text: string, database: KnownDatabase | undefined): readonly string[] {
  const [verb = "", ...words] = text.split(/[^\p{L}\p{N}_]+/u);
  if (database === undefined || !verbs.has(verb.toUpperCase())) return [];
  const named = new Set(words.map(foldedName));
  return database.tables.filter((table) => {
    const name = foldedName(table);
    return named.has(name) || named.has(name.replace(/s$/, ""));
  });
}

function isWritten(
  table: string,
  text: string,
  calls: readonly ClientCall[],
  database: KnownDatabase | undefined,
): boolean {
  const [verb = ""] = text.split(/[^\p{L}\p{N}_]+/u);
  const fitting = verbs.get(verb.toUpperCase()) ?? [];
  return calls.some(({ statement }) => {
    const facts = statement === undefined ? undefined : database?.factsOf(statement.text);
    // What cannot be read may have written it.
    if (facts === undefined) return statement !== undefined;
    const isSoft = !fitting.includes(facts.verb) && facts.verb !== "select";
    return !isSoft && facts.writes.some((one) => foldedName(one.replace(/^.*\./, "")) === foldedName(table));
  });
}
