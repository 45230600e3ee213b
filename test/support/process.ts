import { spawn } from "node:child_process";

export interface ProcessResult {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. Nothing of this test run's own settings reaches it. */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env }: ProcessOptions = {},
): Promise<ProcessResult> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|SEQWRIGHT|NODE_ENV|npm_)/.test(name),
  );
  const child = spawn(command, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (exitCode) => done({ exitCode, out, err }));
  });
}
