import type { Argv } from "yargs";
import type { GlobalOptions } from "./command.ts";
import { commands } from "./commands.ts";
import { formats } from "./context/command-context.ts";
import type { Terminal } from "./context/terminal.ts";

/** The command that prints a script for a shell, and the option that the script asks with: the words of a line follow it. */
const script = { command: "completion", option: "--get-yargs-completions" } as const;

type Done = (words: string[]) => void;
/** Asks the parser for the words that it knows. */
type Complete = (then: (error: Error | null, known: string[] | undefined) => void) => void;

/** Adds the command that makes a shell complete; where a shell asks, the names of diagrams are looked up. */
export async function addCompletion(
  parser: Argv<GlobalOptions>,
  [option, , name, ...words]: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const describe = "Print what makes bash or zsh complete commands, options and diagrams";
  const command = commands.find((command) => command.name === name);
  const isDiagram = command?.takesDiagrams === true && words.at(-1)?.startsWith("-") === false;
  const names = option === script.option && isDiagram ? await diagramNames(words, terminal) : [];
  parser.completion(
    script.command,
    describe,
    (_current: string, _argv: unknown, complete: Complete, done: Done) =>
      complete((_error, known = []) => {
        const others = isDiagram ? known.filter((word) => !word.startsWith("-")) : known;
        done([...names, ...others]);
      }),
  );
}

/** None where the configuration cannot be read: a line that is being typed is no place for problems. */
async function diagramNames(words: readonly string[], terminal: Terminal): Promise<readonly string[]> {
  const { openProject } = await import("./project/project.ts");
  const { diagramName } = await import("../source/diagram-name.ts");
  const cwd = terminal.open(valueOf("--cwd", words) ?? ".");
  const context = { cwd, configPath: valueOf("--config", words), format: formats[0], terminal };
  try {
    return (await openProject(context)).value.diagramPaths.map(diagramName);
  } catch {
    return [];
  }
}

function valueOf(option: string, words: readonly string[]): string | undefined {
  const at = words.indexOf(option);
  return at < 0 ? undefined : words[at + 1];
}
