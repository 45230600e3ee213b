import type { Terminal } from "../../generator/cli/command-context.ts";
import { run } from "../../generator/cli/run.ts";
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
      };
      return { exitCode: await run(argv, terminal), ...printed };
    },
  };
}
