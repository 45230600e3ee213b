import type { Argv, InferredOptionTypes, Options, PositionalOptions } from "yargs";
import type { CommandContext, Format } from "./context/command-context.ts";

/** The options that every command has. */
export interface GlobalOptions {
  readonly config?: string | undefined;
  readonly format: Format;
  readonly cwd: string;
}

type Named<Kind> = Readonly<Record<string, Kind>>;

export interface CommandDefinition<Positionals extends Named<PositionalOptions>, Own extends Named<Options>> {
  /** The command as its help shows it: `check [diagrams..]`. */
  readonly syntax: string;
  readonly describe: string;
  /** Arguments of `seqwright`, with what they do. */
  readonly examples: readonly (readonly [args: string, what: string])[];
  /** What to ask whoever leaves a needed argument out. */
  readonly asks?: string;
  readonly positionals?: Positionals;
  readonly options?: Own;
  /** Resolves to the exit code. Whatever takes time to load, it imports itself. */
  readonly run: (
    given: InferredOptionTypes<Positionals> & InferredOptionTypes<Own>,
    context: CommandContext,
  ) => Promise<number>;
}

/** Gives a command its context, runs it, and keeps its exit code. */
export type StartCommand = (
  options: GlobalOptions,
  run: (context: CommandContext) => Promise<number>,
) => Promise<void>;

/** A command as the parser of the command line takes it. */
export interface Command {
  readonly name: string;
  readonly asks: string | undefined;
  readonly optionNames: readonly string[];
  readonly examples: readonly string[];
  /** Its arguments are diagrams. */
  readonly takesDiagrams: boolean;
  addTo(parser: Argv<GlobalOptions>, start: StartCommand): void;
}

/** Hides the types of a command's arguments, so that all commands fit in one table. */
export function command<
  const Positionals extends Named<PositionalOptions> = Named<never>,
  const Own extends Named<Options> = Named<never>,
>(definition: CommandDefinition<Positionals, Own>): Command {
  const { syntax, describe, examples, asks, positionals = {}, options = {}, run } = definition;
  const [name = syntax] = syntax.split(" ");
  return {
    name,
    asks,
    optionNames: Object.keys(options),
    examples: examples.map(([args]) => args),
    takesDiagrams: "diagram" in positionals || "diagrams" in positionals,
    addTo(parser, start) {
      const withArguments = (own: Argv<GlobalOptions>): Argv<GlobalOptions> => {
        for (const [key, positional] of Object.entries<PositionalOptions>(positionals))
          own.positional(key, positional);
        for (const [args, what] of examples) own.example(`$0 ${args}`, what);
        return own.options(options);
      };
      parser.command(syntax, describe, withArguments, (given) =>
        // What yargs has read is of the types that these positionals and options describe.
        start(given, (context) => run(given as unknown as Parameters<typeof run>[0], context)),
      );
    },
  };
}
