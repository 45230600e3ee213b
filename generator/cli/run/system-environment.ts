import { resolve } from "node:path";
import type { ServiceName } from "../../services/servers/service.ts";
import { serverNamed } from "../../services/servers/servers.ts";
import { startServices } from "../../services/start-services.ts";
import { diagramName } from "../../source/diagram-name.ts";
import type { CommandContext } from "../context/command-context.ts";
import { openProject, readDiagrams } from "../project/project.ts";
import { loadSystem } from "./load-system.ts";
import { runtimeOf } from "./runtime-of.ts";

/**
 * What contract tests of the running systems find in their environment: the addresses of the servers that the diagrams
 * need (one diagram's, or all). Those that are not there are started, and stay up for the next run.
 */
export async function systemEnvironment(
  asked: string | undefined,
  context: CommandContext,
): Promise<Readonly<Record<string, string>>> {
  const { value: project } = await openProject(context);
  const sources = await readDiagrams(project, asked === undefined ? [] : [asked], context);
  const { neededServers } = await runtimeOf(resolve(project.output.root))("seqwright-runtime/connect");
  const needed = new Set<ServiceName>();
  for (const { path } of sources) {
    const { system } = await loadSystem(diagramName(path), project.output);
    for (const name of neededServers(system)) needed.add(name);
  }
  const names = [...needed];
  const services = await startServices({ only: names, log: (line) => context.terminal.err(`${line}\n`) });
  const variables = names.map((name) => serverNamed(name).toEnvironment(services[name].address));
  return Object.assign({}, ...variables) as Readonly<Record<string, string>>;
}
