import type { ZodType } from "zod";
import { immediateBackground } from "./immediate-background.ts";
import { workflowEngine, type WorkflowEngine } from "../engine/workflow-engine.ts";
import { workflowTables } from "../engine/store/workflow-tables.ts";
import type { ErrorClass } from "../engine/journal/recorded-error.ts";
import type { SqlDatabase } from "../ports/sql-database.ts";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import { migrate } from "../sql/migrate.ts";
import { allObservers } from "../trace/arrow-observer.ts";
import { consumerFor } from "./kafka-entries.ts";
import { notedRetries } from "./noted-retries.ts";
import { roundsOf } from "./schedule-entries.ts";
import { routeFor } from "./http-entries.ts";
import { type OwnedParts, ownedParts } from "./owned-parts.ts";
import { forgettingProcessedEvents, processedEventTables } from "./processed-events.ts";
import type { HttpEntry, KafkaEntry } from "../model/entries.ts";
import type { SystemDefinition } from "./system-definition.ts";
import type { SystemContext } from "./system-context.ts";
import type { SystemOptions } from "./system-options.ts";
import { wireParticipants } from "./wire-participants.ts";

export interface RunningSystem extends AsyncDisposable {
  /** Where the endpoints are served; `undefined` for a system without any. */
  readonly url: string | undefined;
  /** The engine of components that go on in the background. */
  readonly engine: WorkflowEngine | undefined;
  /** The port of a component, as the outsider who is drawn to call it sees it. */
  port(component: string): object;
  /** Takes nothing in any more, finishes what is under way, and hands the rest on. Disposing does the same. */
  stop(): Promise<void>;
}

/**
 * Starts the system of a diagram: builds its components, gives them their resources, and connects them to where work
 * comes in. The clients belong to the caller, and outlive the system.
 */
export async function startSystem(
  system: SystemDefinition,
  options: SystemOptions = {},
): Promise<RunningSystem> {
  const { protocol } = system;
  const { onEvent = () => undefined } = options;
  const trouble = (error: unknown, attempted: string): void => onEvent({ kind: "trouble", attempted, error });
  const inBackground = Object.values(protocol.participants).some(
    (spec) => spec.role === "component" && spec.background,
  );
  // Without a database, background work dies with the process.
  const database = engineDatabase(system, options);
  const isIdempotent = system.entries.some(({ policies }) => policies?.idempotent === true);
  const remembers = isIdempotent && database !== undefined;

  if (database !== undefined) await prepareTables(database, { inBackground, remembers }, system, options);

  // What was started last is stopped first: nothing comes in any more while the rest is finished.
  const { own, stop } = ownedParts();

  try {
    const plain =
      inBackground && database === undefined ? own(immediateBackground({ onError: trouble })) : undefined;
    const engine =
      inBackground && database !== undefined
        ? own(
            workflowEngine({
              errors: drawnErrors(protocol),
              ...options.engine,
              retry: { ...notedRetries(system), ...options.engine?.retry },
              db: database,
              observe: (event) => onEvent({ kind: "workflow", event }),
              onError: trouble,
            }),
          )
        : undefined;
    const observer = allObservers(options.observers ?? []);
    const participants = wireParticipants({
      system,
      options,
      observer,
      background: engine?.background ?? plain ?? noBackground,
      engine,
    });
    const context = {
      system,
      options,
      participants,
      observer,
      engine,
      database: remembers ? database : undefined,
    };
    if (remembers) own(forgettingProcessedEvents(database, { onError: trouble }));
    const url = await serve(context, own);
    await listen(context, own);
    engine?.resume();
    begin(context, own);
    return {
      url,
      engine,
      port(component) {
        const entry = system.entries.find((one) => one.component === component);
        return participants.port(component, entry?.participant ?? component);
      },
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop().catch((failure: unknown) => trouble(failure, "stop what had been started"));
    throw error;
  }
}

type Own = OwnedParts["own"];

async function serve(context: SystemContext, own: Own): Promise<string | undefined> {
  const { system, options } = context;
  const entries = system.entries.filter((entry): entry is HttpEntry<ZodType> => entry.kind === "http");
  if (entries.length === 0) return undefined;
  if (options.serve === undefined)
    throw new Error(`${system.protocol.source} has requests coming in: give startSystem \`serve\``);
  const url = await own(options.serve(entries.map((entry) => routeFor(entry, context)))).start();
  options.onEvent?.({ kind: "serving", url });
  return url;
}

async function listen(context: SystemContext, own: Own): Promise<void> {
  const entries = context.system.entries.filter(
    (entry): entry is KafkaEntry<ZodType> => entry.kind === "kafka",
  );
  if (entries.length === 0) return;
  const { consumer, topics, groupId } = consumerFor(entries, context);
  await own(consumer).start();
  for (const topic of topics) context.options.onEvent?.({ kind: "listening", topic, groupId });
}

/** Those who start by themselves begin last, when everybody whom they ask is there, and are stopped first. */
function begin(context: SystemContext, own: Own): void {
  for (const entry of context.system.entries) {
    if (entry.kind !== "schedule") continue;
    own(roundsOf(entry, context)).start();
    const { component, method, everyMs } = entry;
    context.options.onEvent?.({ kind: "scheduled", component, method, everyMs });
  }
}

const noBackground = {
  run(name: string): void {
    throw new Error(`background task "${name}" of a component that the diagram shows without any`);
  },
};

/** The database that the engine and the memory of processed events share with the handlers' own tables. */
function engineDatabase({ protocol }: SystemDefinition, options: SystemOptions): SqlDatabase | undefined {
  const codes = Object.entries(protocol.participants).flatMap(([code, spec]) =>
    spec.role === "resource" && spec.kind === "sql" ? [code] : [],
  );
  const [own] = codes.flatMap((code) => options.clientsOf?.[code]?.sql ?? []);
  return own ?? options.clients?.sql;
}

async function prepareTables(
  database: SqlDatabase,
  { inBackground, remembers }: { readonly inBackground: boolean; readonly remembers: boolean },
  { protocol }: SystemDefinition,
  { migrations = [], onEvent }: SystemOptions,
): Promise<void> {
  const sets = [
    ...(inBackground ? [workflowTables] : []),
    ...(remembers ? [processedEventTables] : []),
    ...(migrations.length === 0 ? [] : [{ name: protocol.name, migrations }]),
  ];
  const names: string[] = [];
  for (const set of sets) names.push(...(await migrate(database, set)));
  if (names.length > 0) onEvent?.({ kind: "migrated", names });
}

/** The errors that components tell apart. */
function drawnErrors({ steps }: DiagramProtocol): readonly ErrorClass[] {
  const classes = Object.values(steps).flatMap((step) =>
    step.kind === "reply" && step.outcome.kind === "throws" ? [step.outcome.error] : [],
  );
  return [...new Set(classes)];
}
