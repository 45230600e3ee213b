import type { Terminal } from "../../generator/cli/context/terminal.ts";
import { runCommandLine } from "../../generator/cli/run-command-line.ts";
import { memoryHost } from "../../generator/host/memory-host.ts";
import type { Host } from "../../generator/host/host.ts";

export interface CommandRun {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A project in memory, and a way to run `seqwright` command lines in it. */
export interface ScriptedProject {
  readonly host: Host;
  readonly seqwright: (...argv: readonly string[]) => Promise<CommandRun>;
}

export function scriptedProject(files: Readonly<Record<string, string>>): ScriptedProject {
  const host = memoryHost(files);
  return {
    host,
    seqwright: async (...argv) => {
      const printed = { out: "", err: "" };
      const terminal: Terminal = {
        open: (folder) => host.at(folder),
        out: (text) => void (printed.out += text),
        err: (text) => void (printed.err += text),
        color: false,
        isInteractive: false,
      };
      return { exitCode: await runCommandLine(argv, terminal), ...printed };
    },
  };
}
