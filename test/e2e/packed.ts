import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type ProcessResult, runProcess } from "../support/process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where the packed packages are, by name. */
export type Tarballs = Readonly<Record<"seqwright" | "seqwright-runtime", string>>;

/** Builds and packs both packages into a folder, as publishing does. */
export async function packBoth(folder: string): Promise<Tarballs> {
  const workspaces = ["--workspace", "seqwright-runtime", "--workspace", "seqwright"];
  // One build of both: the hook that builds before packing would run for each.
  await succeeds(runProcess("npm", ["run", "build"], { cwd: root }));
  await succeeds(
    runProcess("npm", ["pack", "--ignore-scripts", ...workspaces, "--pack-destination", folder], {
      cwd: root,
    }),
  );
  const names = await readdir(folder);
  const tarball = (name: RegExp): string => join(folder, names.find((each) => name.test(each)) ?? "");
  return { seqwright: tarball(/^seqwright-\d/), "seqwright-runtime": tarball(/^seqwright-runtime-\d/) };
}

/** What a program printed; fails with all of it when its exit code is not 0. */
export async function succeeds(result: Promise<ProcessResult>): Promise<string> {
  const { exitCode, out, err } = await result;
  expect(exitCode, `${out}\n${err}`).toBe(0);
  return out;
}

/** Runs npm in a project outside of this repository. */
export async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  return succeeds(runProcess("npm", args, { cwd }));
}
