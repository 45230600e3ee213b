import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Printer } from "../../generator/cli/context/terminal.ts";
import { runCommandLine } from "../../generator/cli/run-command-line.ts";
import { replay } from "../../generator/cli/unchanged/replay.ts";
import { nodeHost } from "../../generator/host/node-host.ts";
import type { CommandRun } from "./scripted-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A project on the disk, with a folder for caches, and command lines that run in it. */
export interface DiskProject extends AsyncDisposable {
  readonly path: string;
  write(path: string, content: string): Promise<void>;
  read(path: string): Promise<string>;
  remove(path: string): Promise<void>;
  /** Runs a command line as if nothing were known of earlier runs. */
  run(...argv: readonly string[]): Promise<CommandRun>;
  /** Says what an earlier run found; undefined where that does not hold any more. */
  replay(...argv: readonly string[]): Promise<CommandRun | undefined>;
}

export async function diskProject(files: Readonly<Record<string, string>>): Promise<DiskProject> {
  const { path: root, [Symbol.asyncDispose]: dispose } = await temporaryFolder();
  const write = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  await mkdir(join(root, "node_modules"));
  for (const [path, content] of Object.entries(files)) await write(path, content);
  const printed = async <T>(
    work: (terminal: Printer) => Promise<T>,
  ): Promise<{ readonly result: T; readonly out: string; readonly err: string }> => {
    const texts = { out: "", err: "" };
    const result = await work({
      out: (text) => void (texts.out += text),
      err: (text) => void (texts.err += text),
      color: false,
      isInteractive: false,
    });
    return { result, ...texts };
  };
  return {
    path: root,
    write,
    read: (path) => readFile(join(root, path), "utf8"),
    remove: (path) => rm(join(root, path), { recursive: true }),
    run: async (...argv) => {
      const { result, ...texts } = await printed((printer) =>
        runCommandLine(argv, { ...printer, open: () => nodeHost(root) }),
      );
      return { exitCode: result, ...texts };
    },
    replay: async (...argv) => {
      const { result, ...texts } = await printed((printer) => replay([...argv, "--cwd", root], printer));
      return result === undefined ? undefined : { exitCode: result, ...texts };
    },
    [Symbol.asyncDispose]: dispose,
  };
}
