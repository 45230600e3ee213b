import type { WorkflowEngine } from "../engine/workflow-engine.ts";
import type { SqlDatabase } from "../ports/sql-database.ts";
import type { ArrowObserver } from "../trace/arrow-observer.ts";
import type { SystemDefinition, SystemEntry } from "./system-definition.ts";
import type { SystemOptions } from "./system-options.ts";
import type { WiredParticipants } from "./wire-participants.ts";

/** What the entries of a system work with. */
export interface SystemContext {
  readonly system: SystemDefinition;
  readonly options: SystemOptions;
  readonly participants: WiredParticipants;
  /** Sees every arrow. */
  readonly observer: ArrowObserver;
  readonly engine: WorkflowEngine | undefined;
  /** Where to remember the events that were dealt with; `undefined` when nothing has to be remembered. */
  readonly database: SqlDatabase | undefined;
}

/** Calls the method that an entry leads to. */
export async function callEntry(
  { component, participant, method }: SystemEntry,
  { participants }: SystemContext,
  args: readonly unknown[],
): Promise<unknown> {
  const port = participants.port(component, participant);
  const member: unknown = Reflect.get(port, method);
  if (typeof member !== "function") throw new TypeError(`${component} has no method "${method}"`);
  return Reflect.apply(member, port, args) as unknown;
}

export function isDurable({ component }: SystemEntry, { system, engine }: SystemContext): boolean {
  const spec = system.protocol.participants[component];
  return engine !== undefined && spec?.role === "component" && spec.background;
}

/**
 * The name by which all processes know the workflows of an entry. Where several arrows lead to one method, the first
 * keeps the name that it has had without the others.
 */
export function workflowName(entry: SystemEntry, { protocol, entries }: SystemDefinition): string {
  const { participant, component, method } = entry;
  const first = entries.find((one) => one.component === component && one.method === method);
  const sender = first === undefined || first === entry ? "" : `${participant} → `;
  return `${protocol.name}/${sender}${component}.${method}`;
}
