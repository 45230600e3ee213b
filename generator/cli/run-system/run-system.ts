import { ifInstalled } from "../../services/machine/if-installed.ts";
import type { ServiceAddresses, ServiceName } from "../../services/servers/service.ts";
import { startServices } from "../../services/start-services.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { type RunningSystem, startSystem } from "../../../runtime/system/start-system.ts";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";
import type { SystemOptions, SystemSetup } from "../../../runtime/system/system-options.ts";
import { traceRecorder } from "../../../runtime/trace/trace-recorder.ts";
import { CommandError } from "./command-error.ts";
import { connectSystem } from "./connect-system.ts";
import { ensureTopics } from "./ensure-topics.ts";
import { liveView } from "./live-view.ts";
import { loadSystem } from "./load-system.ts";
import { neededServices } from "./needed-services.ts";
import { outputFolder } from "./output-folder.ts";
import { exitCodes, type Terminal } from "./terminal.ts";

export interface RunSystemContext {
  /** The folder of the generated code; where the configuration has it, if not given. */
  readonly output: string | undefined;
  readonly port: number;
  readonly showArrows: boolean;
  readonly isInteractive: boolean;
  readonly terminal: Terminal;
  /** Aborted when the system is to stop. */
  readonly signal: AbortSignal;
}

/** `seqwright run <diagram>`: the system of a diagram on real servers, until it is told to stop. */
export async function runSystem(diagram: string, context: RunSystemContext): Promise<number> {
  const { terminal, signal, port, showArrows, isInteractive } = context;
  const output = context.output ?? (await outputFolder("."));
  const { name, system, setup } = await loadSystem(diagram, output);
  const needed = neededServices(system);
  const isEmbedded = needed.length === 1 && needed[0] === "postgres" && !process.env["DATABASE_URL"];
  const addresses = isEmbedded ? {} : await addressesOf(needed, terminal, signal);
  const { protocol, entries } = system;
  const view = liveView({ protocol, entries, terminal, isInteractive, showArrows });
  const recorder = traceRecorder({ onEvent: view.onArrow, eventsMax: 1000 });
  const onError = (error: unknown): void =>
    view.onSystemEvent({ kind: "trouble", attempted: "answer a request", error });

  await using connections = await connectSystem(addresses, {
    onConsumerEvent: view.onConsumerEvent,
    ...(entries.some(({ kind }) => kind === "http") ? { http: { port, onError } } : {}),
    embeddedSql: isEmbedded,
  });
  const options: SystemOptions = {
    ...setup,
    ...connections.options,
    observers: [recorder],
    onEvent: view.onSystemEvent,
  };
  // Spans for the application's OpenTelemetry SDK, preloaded with `node --import`, where its API is installed.
  const otel = await ifInstalled(() => import("../../../runtime/opentelemetry/index.ts"));
  const start = async (): Promise<RunningSystem> => {
    await ensureTopics(addresses.kafka?.brokers ?? [], topicsOf(system, setup));
    return startSystem(system, otel === undefined ? options : otel.withOpenTelemetry(options, system));
  };
  {
    await using _running = await start().catch((error: unknown) => {
      view.end();
      throw startError(name, error);
    });
    terminal.err(`${name} runs${isEmbedded ? " on PGlite, in memory" : ""}. Ctrl-C stops it.\n`);
    await aborted(signal);
    view.end();
    terminal.err("Finishing what is under way …\n");
  }
  terminal.err(`Stopped after: ${view.totals()}.\n`);
  return exitCodes.fine;
}

/** Says what an adapter says; what else was thrown comes from code of the user's own, with the place it comes from. */
function startError(name: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  if (isTaken)
    return new CommandError(`${name} cannot be started: ${error.message}.`, `seqwright run ${name} --port 0`);
  const isExplained = error instanceof RetryableError || error instanceof FatalError;
  const reason =
    error instanceof Error ? ((isExplained ? undefined : error.stack) ?? error.message) : String(error);
  return new CommandError(`${name} cannot be started: ${reason}`, undefined, { cause: error });
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

/** The topics that events come from. */
export function topicsOf({ entries }: SystemDefinition, { topics = {} }: SystemSetup): readonly string[] {
  const all = entries.flatMap((entry) =>
    entry.kind === "kafka" ? [topics[entry.participant] ?? entry.topic ?? []].flat() : [],
  );
  return [...new Set(all)];
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
