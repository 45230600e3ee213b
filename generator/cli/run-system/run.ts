import yargs from "yargs";
import { parseArguments } from "../arguments/parse-arguments.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { type ServiceName, serviceNames } from "../../services/servers/service.ts";
import { ServiceError } from "../../services/machine/service-error.ts";
import { CommandError } from "./command-error.ts";
import { untilInterrupted } from "./until-interrupted.ts";
import { services, servicesActions } from "./services.ts";
import { exitCodes, type Terminal } from "./terminal.ts";

/** Runs one of the commands that need servers, and resolves to its exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const givenUp = (): void =>
    terminal.err(
      "Interrupted. Servers that were started already stay; seqwright services down stops them.\n",
    );
  const parser = yargs([...argv])
    .scriptName("seqwright")
    .locale("en")
    .version(false)
    .command(
      "services <action> [names..]",
      "Start, list or stop real Kafka, MinIO, Redis and PostgreSQL on this machine",
      (command) =>
        command
          .positional("action", {
            choices: servicesActions,
            demandOption: true,
            describe: "up: start what does not run; status: list; down: stop what up started, with its data",
          })
          .positional("names", {
            choices: serviceNames,
            array: true,
            default: [],
            describe: "Only these servers",
          })
          .option("format", {
            choices: ["human", "json"] as const,
            default: "human" as const,
            describe: "How the result is printed",
          }),
      async ({ action, names, format }) => {
        const only: readonly ServiceName[] = names.length === 0 ? serviceNames : names;
        exitCode = await untilInterrupted(
          (signal) => services(action, { only, format, terminal, signal }),
          givenUp,
        );
      },
    )
    .command(
      "run <diagram>",
      "Run the system of a diagram on real servers, and show what it does",
      (command) =>
        command
          .positional("diagram", { type: "string", demandOption: true, describe: "Its name, or its file" })
          .option("output", {
            type: "string",
            requiresArg: true,
            describe: "The folder of the generated code  [default: where seqwright.config.ts has it]",
          })
          .option("port", {
            type: "number",
            requiresArg: true,
            default: 0,
            describe: "Where endpoints are served; 0: any free port",
          })
          .check(({ port }) => {
            if (Number.isInteger(port) && port >= 0 && port <= 65_535) return true;
            throw new UsageError("--port takes a number from 0 to 65535.");
          })
          .option("arrows", { type: "boolean", default: false, describe: "Show every arrow" }),
      async ({ diagram, output, port, arrows }) => {
        const { runSystem } = await import("./run-system.ts");
        const isInteractive = process.stdout.isTTY;
        const context = { output, port, showArrows: arrows, isInteractive, terminal };
        exitCode = await untilInterrupted((signal) => runSystem(diagram, { ...context, signal }), givenUp);
      },
    );

  try {
    const isGoodUsage = await parseArguments(parser, argv, {
      terminal,
      explain: (message) => (message.startsWith("Not enough non-option") ? "Which diagram?" : message),
      help: `seqwright ${argv[0] ?? ""} --help`,
    });
    return isGoodUsage ? exitCode : exitCodes.badUsage;
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof CommandError)) throw error;
    terminal.err(`error: ${error.message}\n`);
    return exitCodes.failed;
  }
}
