import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import { userCacheFolder } from "./user-cache-folder.ts";

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly cwd?: string;
  /** Gets every whole line that it prints, as soon as it does. */
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  readonly exitCode: number;
  /** Both streams, in the order in which they were written. */
  readonly output: string;
}

/** The computer as the services see it: tests put a fake in its place. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user id; `undefined` where there is no such thing. */
  readonly uid: number | undefined;
  /** Where downloads and builds are kept, for all projects of this user. */
  readonly cacheFolder: string;
  /** Aborted when whoever waits for the servers gives up; what is being run is asked to finish, then. */
  readonly signal?: AbortSignal | undefined;
  log(line: string): void;
  /** The first of these files that can be executed; bare names are looked up in PATH. */
  findProgram(candidates: readonly string[]): Promise<string | undefined>;
  /** The names in a folder; none when there is no such folder. */
  listFolder(path: string): Promise<readonly string[]>;
  /** Runs a program to its end. Never through a shell. Rejects with the signal's reason when that is aborted. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

export function thisMachine(log: (line: string) => void, signal?: AbortSignal): Machine {
  const { env, platform } = process;
  return {
    platform,
    env,
    uid: process.getuid?.(),
    cacheFolder: userCacheFolder(),
    signal,
    log,
    async findProgram(candidates) {
      const folders = (env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
      const paths = candidates.flatMap((name) =>
        isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name)),
      );
      for (const path of paths) if (await isExecutable(path)) return path;
      return undefined;
    },
    listFolder: (path) => readdir(path).catch(() => []),
    run: (program, args, options) => runToEnd(program, args, options, signal),
  };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function runToEnd(
  program: string,
  args: readonly string[],
  { env, user, cwd, onLine }: RunOptions = {},
  signal?: AbortSignal,
): Promise<RunResult> {
  return new Promise((done, failed) => {
    signal?.throwIfAborted();
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
      ...user,
    });
    // As Ctrl-C would: go and apt-get tidy up after SIGINT, and not after SIGTERM.
    const interrupt = (): void => void child.kill("SIGINT");
    signal?.addEventListener("abort", interrupt, { once: true });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
      if (onLine !== undefined) createInterface(stream).on("line", onLine);
    }
    child.once("error", failed);
    child.once("close", (exitCode) => {
      signal?.removeEventListener("abort", interrupt);
      if (signal?.aborted === true) failed(signal.reason);
      else done({ exitCode: exitCode ?? 1, output });
    });
  });
}
