import { propertyNames } from "seqwright-runtime/model";
import yargs from "yargs";
import { parseArguments } from "./arguments/parse-arguments.ts";
import { UsageError } from "./arguments/usage-error.ts";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { toolVersion } from "../diagnostics/tool-version.ts";
import { type CommandContext, type Format, type Terminal } from "./command-context.ts";
import { exitCodes } from "./exit-codes.ts";

const commandNames = ["generate", "check", "ir", "explain", "test", "init", "services", "run"];
const optionNames = ["config", "format", "cwd", "property", "component", "seed", "path", "help", "version"];
const formats = ["human", "json", "github"] as const satisfies readonly Format[];

interface GlobalOptions {
  readonly config?: string | undefined;
  readonly format: Format;
  readonly cwd: string;
}

/** Runs one command line and resolves to its exit code. Each command is loaded only when it is asked for. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const runCommand = async (
    options: GlobalOptions,
    command: (context: CommandContext) => Promise<number>,
  ): Promise<void> => {
    exitCode = await command(commandContext(options, terminal));
  };

  const parser = yargs([...argv])
    .scriptName("seqwright")
    .locale("en")
    .usage("$0 <command>\n\nMakes PlantUML sequence diagrams executable.")
    .version(toolVersion())
    .option("config", {
      type: "string",
      requiresArg: true,
      describe: "The configuration file, instead of the nearest seqwright.config.ts",
    })
    .option("format", {
      choices: formats,
      default: formats[0],
      describe: "How results and problems are printed",
    })
    .option("cwd", {
      type: "string",
      requiresArg: true,
      default: ".",
      describe: "Run as if started in this folder",
    })
    .command(
      "generate [diagrams..]",
      "Write the code of the diagrams, by name or path, or of all of them",
      (command) => command.positional("diagrams", { type: "string", array: true, default: [] }),
      (args) =>
        runCommand(args, async (context) => (await import("./generate.ts")).generate(args.diagrams, context)),
    )
    .command(
      "check [diagrams..]",
      "Say whether the generated code matches the diagrams; writes nothing",
      (command) => command.positional("diagrams", { type: "string", array: true, default: [] }),
      (args) =>
        runCommand(args, async (context) => (await import("./check.ts")).check(args.diagrams, context)),
    )
    .command(
      "ir <diagram>",
      "Print what a diagram means, as JSON",
      (command) => command.positional("diagram", { type: "string", demandOption: true }),
      (args) =>
        runCommand(args, async (context) => (await import("./show.ts")).showIr(args.diagram, context)),
    )
    .command(
      "explain <diagram>",
      "Print what a diagram means, for a person",
      (command) => command.positional("diagram", { type: "string", demandOption: true }),
      (args) =>
        runCommand(args, async (context) =>
          (await import("./show.ts")).showExplanation(args.diagram, context),
        ),
    )
    .command(
      "test [diagram]",
      "Run contract tests, or replay the one that failed",
      (command) =>
        command
          .positional("diagram", { type: "string" })
          .option("property", {
            choices: propertyNames,
            requiresArg: true,
            describe: "Only this property",
          })
          .option("component", {
            type: "string",
            requiresArg: true,
            describe: "Only this component, by its name in the diagram's arrows",
          })
          .option("seed", { type: "number", requiresArg: true, describe: "The seed of the run to replay" })
          .option("path", {
            type: "string",
            requiresArg: true,
            describe: "The path of the case to replay, such as 3:0:1",
          })
          .implies("path", ["property", "seed"]),
      (args) =>
        runCommand(args, async (context) => (await import("./test.ts")).test(args.diagram, args, context)),
    )
    .command(
      "init",
      "Set up a configuration, a first diagram and npm scripts",
      (command) => command,
      (args) => runCommand(args, async (context) => (await import("./init.ts")).init(context)),
    )
    .command(
      "services <action> [names..]",
      "Start, list or stop (up, status, down) the servers that the diagrams' systems run on",
      (command) =>
        command
          .positional("action", { type: "string", demandOption: true })
          .positional("names", { type: "string", array: true, default: [] }),
      () => {
        // bin/seqwright.js hands it to the runtime when it comes first; it is listed here for the help.
        throw new UsageError('"services" goes before the options: seqwright services up');
      },
    )
    .command(
      "run <diagram>",
      "Run the system of a diagram on real servers, and show what it does",
      (command) => command.positional("diagram", { type: "string", demandOption: true }),
      () => {
        throw new UsageError('"run" goes before the options: seqwright run <diagram>');
      },
    );

  const isGoodUsage = await parseArguments(parser, argv, {
    terminal,
    explain: withSuggestion,
    help: "seqwright --help",
  });
  return isGoodUsage ? exitCode : exitCodes.badUsage;
}

function commandContext(options: GlobalOptions, terminal: Terminal): CommandContext {
  return { cwd: terminal.open(options.cwd), configPath: options.config, format: options.format, terminal };
}

/** Turns "Unknown argument: genrate" into something that helps. */
function withSuggestion(message: string): string {
  if (message.startsWith("Not enough non-option arguments")) return "Which diagram?";
  const [, kind, name] = /^Unknown (command|argument)s?: ([^\s,]+)/.exec(message) ?? [];
  if (kind === undefined || name === undefined) return message;
  const isOption =
    kind === "argument" && optionNames.some((option) => didYouMean(name, [option]) !== undefined);
  const suggestion = isOption ? didYouMean(name, optionNames) : didYouMean(name, commandNames);
  return [`There is no ${isOption ? "option" : "command or option"} "${name}".`, suggestion]
    .filter(Boolean)
    .join(" ");
}
