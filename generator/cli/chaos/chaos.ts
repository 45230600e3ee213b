import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ChaosRow, ChaosWorld, Scenario } from "seqwright-runtime/chaos";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { privateServices } from "../../services/private-services.ts";
import { type CommandContext, hasErrors, printDiagnostics } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import { UsageError } from "../context/usage-error.ts";
import { openProject } from "../project/project.ts";
import { installed } from "../run/installed.ts";
import { loadSystem } from "../run/load-system.ts";
import { runtimeOf, type RuntimeEntries } from "../run/runtime-of.ts";
import { chaosTable } from "./chaos-table.ts";

export interface ChaosContext extends CommandContext {
  /** The folder of the generated code; where the configuration has it, if not given. */
  readonly output: string | undefined;
  readonly minutes: number;
  readonly seed: number;
  /** Names of scenarios; none means all. */
  readonly only: readonly string[];
  /** The line of the arrow to kill processes at. */
  readonly arrow: number | undefined;
  /** Aborted when it is to end before its time. */
  readonly signal: AbortSignal;
}

/**
 * `seqwright chaos <diagram>`: hurts the system of a diagram on servers of its own, and fails where what came in was lost,
 * dealt with twice, or dealt with otherwise than in peace.
 */
export async function chaos(diagram: string, context: ChaosContext): Promise<number> {
  if (!(context.minutes > 0)) throw new UsageError("--minutes takes a number above 0.");
  const { value: project, diagnostics } = await openProject(context);
  printDiagnostics(diagnostics, context);
  if (hasErrors(diagnostics)) return exitCodes.failed;
  const output = context.output === undefined ? project.output : context.cwd.at(context.output);
  const folder = resolve(output.root);
  const runtime = runtimeOf(folder);
  const kit = await installed(() => runtime("seqwright-runtime/chaos"));
  const chosen = chosenScenarios(kit.scenarios, context.only);
  const loaded = await loadSystem(diagram, output);
  const { neededServers } = await runtime("seqwright-runtime/connect");
  const log = (line: string): void => context.terminal.err(`${line}\n`);
  const only = neededServers(loaded.system);
  await using services = await privateServices({ only, log, signal: context.signal });
  const addresses = Object.fromEntries(only.map((name) => [name, services[name].address]));
  const wiring = pathToFileURL(join(folder, loaded.folder, "wiring.gen.ts")).href;
  const target = await kit.chaosTarget(wiring, loaded.system, addresses);
  const applicable = chosen.filter((scenario) => scenario.lacks(target) === undefined);
  const world: ChaosWorld = {
    target,
    servers: services,
    seed: context.seed,
    killsMs: killsMs(context.minutes, applicable),
    arrow: context.arrow,
    log,
  };
  const rows = await unlessAborted(context.signal, tryAll(kit, world, applicable));
  const unfit = chosen.flatMap((scenario) => {
    const why = scenario.lacks(target);
    return why === undefined ? [] : [`${scenario.name}: ${why}`];
  });
  context.terminal.out(chaosTable(loaded, rows, { seed: context.seed, unfit, isKept: kit.isKept }));
  return rows.every((row) => row.found !== undefined && kit.isKept(row.found))
    ? exitCodes.fine
    : exitCodes.failed;
}

/** Rejects at Ctrl-C: then all is left where it is, and the servers go. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const abortion = Promise.withResolvers<never>();
  const abort = (): void => abortion.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    if (signal.aborted) abort();
    return await Promise.race([work, abortion.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

type Kit = RuntimeEntries["seqwright-runtime/chaos"];

async function tryAll(
  kit: Kit,
  world: ChaosWorld,
  applicable: readonly Scenario[],
): Promise<readonly ChaosRow[]> {
  const { target, seed, log } = world;
  log("peace: what comes in leaves behind while nothing is hurt");
  const peace = await kit.inPeace(target, seed);
  const rows: ChaosRow[] = [peace.row];
  // There is nothing to compare with.
  if (peace.cases.length === 0) return rows;
  for (const scenario of applicable) {
    log(`${scenario.name} …`);
    rows.push(await kit.rowOf(scenario, world, peace));
  }
  return rows;
}

function chosenScenarios(all: readonly Scenario[], only: readonly string[]): readonly Scenario[] {
  const names = all.map(({ name }) => name);
  const unknown = only.find((asked) => !names.includes(asked));
  if (unknown !== undefined)
    throw new UsageError(
      `There is no scenario "${unknown}". ${didYouMean(unknown, names) ?? `There are: ${names.join(", ")}.`}`,
    );
  return only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
}

// What any other scenario takes on two cores.
const otherScenarioMs = 15_000;
const killsMinMs = 30_000;

/** Kills take what the others leave. */
function killsMs(minutes: number, scenarios: readonly Scenario[]): number {
  return Math.max(killsMinMs, minutes * 60_000 - scenarios.length * otherScenarioMs);
}
