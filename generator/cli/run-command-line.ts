import yargs, { type Argv } from "yargs";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { toolVersion } from "../diagnostics/tool-version.ts";
import type { GlobalOptions, StartCommand } from "./command.ts";
import { commands } from "./commands.ts";
import { addCompletion } from "./complete.ts";
import { type CommandContext, formats } from "./context/command-context.ts";
import { exitCodes } from "./context/exit-codes.ts";
import type { Terminal } from "./context/terminal.ts";
import { UsageError } from "./context/usage-error.ts";

const globalOptions = {
  config: {
    type: "string",
    requiresArg: true,
    describe: "The configuration file, instead of the nearest seqwright.config.ts",
  },
  format: { choices: formats, default: formats[0], describe: "How results and problems are printed" },
  cwd: { type: "string", requiresArg: true, default: ".", describe: "Run as if started in this folder" },
} as const;

/** Runs one command line, and resolves to its exit code. What a command throws passes through. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const parser = commandParser(async (options, run) => {
    exitCode = await run(commandContext(options, terminal));
  });
  await addCompletion(parser, argv, terminal);
  try {
    await parser.parseAsync([...withoutDashes(argv)], {}, (_error, _args, output) => {
      if (output !== "") terminal.out(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`${explained(error.message, argv)}\nRun "seqwright --help" for what there is.\n`);
    return exitCodes.badUsage;
  }
}

/** What stands behind `--` is read like what stands before: yargs would leave it out without a word. */
function withoutDashes(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf("--");
  if (at === -1) return argv;
  const behind = argv.slice(at + 1);
  const option = behind.find((word) => word.startsWith("-"));
  if (option === undefined) return [...argv.slice(0, at), ...behind];
  throw new UsageError(`"${option}" stands behind "--", where names stand: write a name as "./${option}".`);
}

/** The parser of all commands; `start` gets the one that is asked for. */
export function commandParser(start: StartCommand): Argv<GlobalOptions> {
  const parser = strictParser();
  for (const command of commands) command.addTo(parser, start);
  return parser;
}

/** A parser that knows the global options, takes nothing that it does not know, and never ends the process. */
function strictParser(): Argv<GlobalOptions> {
  return yargs()
    .scriptName("seqwright")
    .locale("en")
    .usage("$0 <command>\n\nMakes PlantUML sequence diagrams executable.")
    .version(toolVersion())
    .options(globalOptions)
    .demandCommand(1, "Which command?")
    .strict()
    .alias("h", "help")
    .wrap(100)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw message ? new UsageError(message) : error;
    });
}

function commandContext(options: GlobalOptions, terminal: Terminal): CommandContext {
  return { cwd: terminal.open(options.cwd), configPath: options.config, format: options.format, terminal };
}

/** Turns what yargs says of a wrong command line, such as "Unknown argument: genrate", into something that helps. */
function explained(message: string, argv: readonly string[]): string {
  if (message.startsWith("Not enough non-option arguments")) {
    return commands.find(({ name }) => argv.includes(name))?.asks ?? message;
  }
  const [, kind, name] = /^Unknown (command|argument)s?: ([^\s,]+)/.exec(message) ?? [];
  return kind === undefined || name === undefined ? message : unknownName(name, kind === "argument");
}

function unknownName(name: string, mayBeOption: boolean): string {
  const optionNames = [
    ...Object.keys(globalOptions),
    ...commands.flatMap((command) => command.optionNames),
    "help",
    "version",
  ];
  const option = mayBeOption ? didYouMean(name, optionNames) : undefined;
  if (option !== undefined) return `There is no option "${name}". ${option}`;
  const suggestion = didYouMean(
    name,
    commands.map((command) => command.name),
  );
  return [`There is no command or option "${name}".`, suggestion].filter(Boolean).join(" ");
}
