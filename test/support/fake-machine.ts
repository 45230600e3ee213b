import { join } from "node:path";
import type { Machine, RunOptions, RunResult } from "../../generator/services/machine/machine.ts";

/** A computer that has exactly these programs, each of which does what its function says. */
export interface FakeMachine extends Machine {
  /** The programs that were run, with their arguments. */
  readonly commands: readonly string[];
  readonly lines: readonly string[];
}

type FakeProgram = (
  args: readonly string[],
  options: RunOptions | undefined,
) => Partial<RunResult> | Promise<Partial<RunResult>> | undefined;

export function fakeMachine(
  programs: Record<string, FakeProgram>,
  facts: Partial<Pick<Machine, "platform" | "env" | "uid" | "cacheFolder" | "listFolder" | "signal">> = {},
): FakeMachine {
  const commands: string[] = [];
  const lines: string[] = [];
  const pathOf = (name: string): string => (name.startsWith("/") ? name : join("/usr/bin", name));
  return {
    platform: "linux",
    env: {},
    uid: 1000,
    cacheFolder: "/nowhere",
    listFolder: async () => [],
    ...facts,
    commands,
    lines,
    log: (line) => void lines.push(line),
    findProgram: async (candidates) =>
      candidates.map(pathOf).find((path) => Object.keys(programs).map(pathOf).includes(path)),
    async run(program, args, options) {
      const [name = ""] = Object.keys(programs).filter((name) => pathOf(name) === pathOf(program));
      commands.push([name, ...args].join(" "));
      return { exitCode: 0, output: "", ...(await programs[name]?.(args, options)) };
    },
  };
}
