import type { Argv } from "yargs";
import { UsageError } from "./usage-error.ts";

export interface ParseOptions {
  readonly terminal: { out(text: string): void; err(text: string): void };
  /** Turns what yargs says of a wrong command line into something that helps. */
  readonly explain: (message: string) => string;
  /** The command that says what there is. */
  readonly help: string;
}

/**
 * Runs the command that the arguments ask for, in the same manner for both programs behind `bin/`: strictly, and
 * without ending the process. Resolves to whether they asked for something that there is.
 */
export async function parseArguments<Options>(
  parser: Argv<Options>,
  argv: readonly string[],
  { terminal, explain, help }: ParseOptions,
): Promise<boolean> {
  const strict = parser
    .demandCommand(1, "Which command?")
    .strict()
    .alias("h", "help")
    .wrap(100)
    .exitProcess(false)
    .showHelpOnFail(false)
    // Whatever yargs finds wrong is bad usage; what a command throws passes through unchanged.
    .fail((message, error) => {
      throw message ? new UsageError(message) : error;
    });
  try {
    await strict.parseAsync([...argv], {}, (_error, _args, output) => {
      if (output !== "") terminal.out(`${output}\n`);
    });
    return true;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`${explain(error.message)}\nRun "${help}" for what there is.\n`);
    return false;
  }
}
