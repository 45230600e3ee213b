import { serviceStatus, type ServiceStatus } from "../../services/service-status.ts";
import type { ServiceName } from "../../services/servers/service.ts";
import { startServices } from "../../services/start-services.ts";
import { stopServices } from "../../services/stop-services.ts";
import { shellWord } from "./shell-word.ts";
import type { CommandContext } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";

export type ServicesAction = "up" | "status" | "down";

export interface ServicesContext extends Pick<CommandContext, "format" | "terminal"> {
  readonly only: readonly ServiceName[];
  /** Aborted when the user does not want to wait any longer. */
  readonly signal: AbortSignal;
}

/** `seqwright services up | status | down`. */
export async function services(action: ServicesAction, context: ServicesContext): Promise<number> {
  switch (action) {
    case "up":
      return up(context);
    case "status":
      return status(context);
    case "down":
      return down(context);
  }
}

/** Progress goes to stderr, so that stdout is what a shell or a .env file can read. */
async function up({ only, format, terminal, signal }: ServicesContext): Promise<number> {
  const started = Date.now();
  await startServices({ only, log: (line) => terminal.err(`${line}\n`), signal });
  const states = await serviceStatus({ only });
  if (format === "json") terminal.out(json(states));
  else terminal.out(environmentLines(states));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const titles = states.map(({ title }) => title).join(", ");
  terminal.err(`${titles} ${states.length === 1 ? "answers" : "answer"}, after ${seconds} s.\n`);
  return exitCodes.fine;
}

async function status({ only, format, terminal }: ServicesContext): Promise<number> {
  const states = await serviceStatus({ only });
  terminal.out(format === "json" ? json(states) : states.map(statusLines).join(""));
  return states.every(({ state }) => state === "answers") ? exitCodes.fine : exitCodes.failed;
}

async function down({ only, format, terminal }: ServicesContext): Promise<number> {
  const stopped = await stopServices({ only });
  if (format === "json") {
    terminal.out(json(stopped.map(({ name, process: { pid } }) => ({ name, pid }))));
    return exitCodes.fine;
  }
  for (const { title, process } of stopped) terminal.out(`stopped ${title} (process ${process.pid})\n`);
  if (stopped.length === 0) terminal.out("nothing to stop\n");
  return exitCodes.fine;
}

function statusLines(status: ServiceStatus): string {
  const { title, state, version, origin, pid, since, problem, environment } = status;
  if (state === "down") return `${title}: down\n`;
  const facts = [
    `${title} ${version}`.trim(),
    state === "answers" ? "answers" : `does not answer (${problem})`,
    ...(pid === undefined ? [] : [`process ${pid}`]),
    ...(since === undefined ? [] : [`since ${since}`]),
    origin === "environment" ? "given by the environment" : `${origin} here`,
  ];
  const lines = Object.entries(environment).map((line) => `  ${assignment(line)}\n`);
  return `${facts.join(", ")}\n${lines.join("")}`;
}

function environmentLines(states: readonly ServiceStatus[]): string {
  const lines = states.flatMap(({ environment }) => Object.entries(environment));
  return lines.map((line) => `${assignment(line)}\n`).join("");
}

function assignment([name, value]: readonly [string, string]): string {
  return `${name}=${shellWord(value)}`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
