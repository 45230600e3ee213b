import { resolve } from "node:path";
import type { RunningSystem, SystemDefinition, SystemOptions, SystemSetup } from "seqwright-runtime";
import { ifInstalled } from "../../services/machine/if-installed.ts";
import type { ServiceAddresses, ServiceName } from "../../services/servers/service.ts";
import { startServices } from "../../services/start-services.ts";
import { type CommandContext, hasErrors, printDiagnostics } from "../context/command-context.ts";
import { CommandError } from "../context/command-error.ts";
import { exitCodes } from "../context/exit-codes.ts";
import type { Terminal } from "../context/terminal.ts";
import { openProject } from "../project/project.ts";
import { installed } from "./installed.ts";
import { type LiveView, liveView } from "./live-view.ts";
import { type LoadedSystem, loadSystem } from "./load-system.ts";
import { type Runtime, runtimeOf } from "./runtime-of.ts";

export interface RunSystemContext extends CommandContext {
  /** The folder of the generated code; where the configuration has it, if not given. */
  readonly output: string | undefined;
  readonly port: number;
  readonly showArrows: boolean;
  /** Aborted when the system is to stop. */
  readonly signal: AbortSignal;
}

/** `seqwright run <diagram>`: the system of a diagram on real servers, until it is told to stop. */
export async function runSystem(diagram: string, context: RunSystemContext): Promise<number> {
  const { value: project, diagnostics } = await openProject(context);
  printDiagnostics(diagnostics, context);
  if (hasErrors(diagnostics)) return exitCodes.failed;
  const output = context.output === undefined ? project.output : context.cwd.at(context.output);
  const loaded = await loadSystem(diagram, output);
  await runUntilTold(loaded, runtimeOf(resolve(output.root)), context);
  return exitCodes.fine;
}

async function runUntilTold(
  loaded: LoadedSystem,
  runtime: Runtime,
  { terminal, signal, port, showArrows }: RunSystemContext,
): Promise<void> {
  const { name, system } = loaded;
  const { protocol, entries } = system;
  const { connectSystem, neededServers } = await runtime("seqwright-runtime/connect");
  const needed = neededServers(system);
  const isEmbedded = needed.length === 1 && needed[0] === "postgres" && !process.env["DATABASE_URL"];
  const addresses = isEmbedded ? {} : await addressesOf(needed, terminal, signal);
  const view = liveView({ protocol, entries, terminal, showArrows });
  const onError = (error: unknown): void =>
    view.onSystemEvent({ kind: "trouble", attempted: "answer a request", error });

  const connecting = {
    onConsumerEvent: view.onConsumerEvent,
    ...(entries.some(({ kind }) => kind === "http") ? { http: { port, onError } } : {}),
    embeddedSql: isEmbedded,
  };
  await using connections = await installed(() => connectSystem(addresses, connecting));
  {
    await using _running = await start(loaded, { runtime, addresses, view, options: connections.options });
    terminal.err(`${name} runs${isEmbedded ? " on PGlite, in memory" : ""}. Ctrl-C stops it.\n`);
    await aborted(signal);
    view.end();
    terminal.err("Finishing what is under way …\n");
  }
  terminal.err(`Stopped after: ${view.totals()}.\n`);
}

async function addressesOf(
  names: readonly ServiceName[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Partial<ServiceAddresses>> {
  const services = await startServices({ only: names, log: (line) => terminal.err(`${line}\n`), signal });
  // They stay up when the system stops: the next run starts in seconds, and `services down` ends them.
  return Object.fromEntries(names.map((name) => [name, services[name].address]));
}

interface StartContext {
  readonly runtime: Runtime;
  readonly addresses: Partial<ServiceAddresses>;
  readonly view: LiveView;
  /** The clients of the servers. */
  readonly options: SystemOptions;
}

async function start(
  { name, system, setup }: LoadedSystem,
  { runtime, addresses, view, options: connected }: StartContext,
): Promise<RunningSystem> {
  const { startSystem, traceRecorder, FatalError, RetryableError } = await runtime("seqwright-runtime");
  const recorder = traceRecorder({ onEvent: view.onArrow, eventsMax: 1000 });
  const options = { ...setup, ...connected, observers: [recorder], onEvent: view.onSystemEvent };
  // Spans for the application's OpenTelemetry SDK, preloaded with `node --import`, where its API is installed.
  const otel = await ifInstalled(() => runtime("seqwright-runtime/opentelemetry"));
  try {
    if (addresses.kafka !== undefined) {
      const { ensureTopics } = await installed(() => runtime("seqwright-runtime/kafka"));
      await ensureTopics({ brokers: addresses.kafka.brokers, topics: topicsOf(system, setup) });
    }
    return await startSystem(system, otel === undefined ? options : otel.withOpenTelemetry(options, system));
  } catch (error) {
    view.end();
    const isExplained = error instanceof RetryableError || error instanceof FatalError;
    throw startError(name, error, isExplained);
  }
}

/** Says what an adapter says; what else was thrown comes from code of the user's own, with the place it comes from. */
function startError(name: string, error: unknown, isExplained: boolean): CommandError {
  if (error instanceof CommandError) return error;
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  if (isTaken)
    return new CommandError(`${name} cannot be started: ${error.message}.`, `seqwright run ${name} --port 0`);
  const reason =
    error instanceof Error ? ((isExplained ? undefined : error.stack) ?? error.message) : String(error);
  return new CommandError(`${name} cannot be started: ${reason}`, undefined, { cause: error });
}

/** The topics that events come from. */
export function topicsOf({ entries }: SystemDefinition, { topics = {} }: SystemSetup): readonly string[] {
  const all = entries.flatMap((entry) =>
    entry.kind === "kafka" ? [topics[entry.participant] ?? entry.topic ?? []].flat() : [],
  );
  return [...new Set(all)];
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
}
