import { spawn } from "node:child_process";
import { CommandError } from "../context/command-error.ts";

/** What is read of a repository at most, in bytes. */
const outputMax = 256 * 1024 * 1024;

/** A file of a revision, by its path from the folder that was looked at. */
export interface RevisionFile {
  readonly path: string;
  readonly text: string;
}

/** The hash of the commit that a revision names; undefined where it names none. It is never read as an option. */
export async function commitOf(revision: string, folder: string): Promise<string | undefined> {
  const { code, out } = await git(
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
    folder,
  );
  return code === 0 ? out.toString("utf8").trim() : undefined;
}

/** The last commit that two have in common. */
export async function mergeBase(one: string, other: string, folder: string): Promise<string | undefined> {
  const { code, out } = await git(["merge-base", "--end-of-options", one, other], folder);
  return code === 0 ? out.toString("utf8").trim().split("\n")[0] : undefined;
}

/** The files below a path at a commit, given by its hash: their texts, without filters and without what links lead to. */
export async function filesAt(
  commit: string,
  path: string,
  folder: string,
  isWanted: (path: string) => boolean,
): Promise<readonly RevisionFile[]> {
  const listed = await git(["ls-tree", "-r", "-z", commit, "--", path], folder);
  if (listed.code !== 0) throw new CommandError(`git cannot list ${path} at ${commit}: ${listed.err}`);
  const entries = listed.out
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, mode, blob, name] = /^(\d+) blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
      const isFile = mode === "100644" || mode === "100755";
      return isFile && blob !== undefined && name !== undefined && isWanted(name) ? [{ blob, name }] : [];
    });
  if (entries.length === 0) return [];
  const { out } = await git(["cat-file", "--batch"], folder, entries.map(({ blob }) => `${blob}\n`).join(""));
  let at = 0;
  return entries.map(({ name }) => {
    const end = out.indexOf("\n", at);
    const size = Number(out.toString("latin1", at, end).split(" ")[2]);
    if (!Number.isSafeInteger(size)) throw new CommandError(`git has no content of ${name} at ${commit}.`);
    at = end + 1 + size + 1;
    return { path: name, text: out.toString("utf8", end + 1, end + 1 + size) };
  });
}

interface GitRun {
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
}

/** Runs git with these arguments. It asks nobody, fetches nothing, locks nothing, and takes paths as they are. */
function git(args: readonly string[], folder: string, input = ""): Promise<GitRun> {
  const quiet = {
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_TERMINAL_PROMPT: "0",
  };
  const child = spawn("git", args, { cwd: folder, env: { ...process.env, ...quiet } });
  return new Promise((done, failed) => {
    const parts: Buffer[] = [];
    let [size, err] = [0, ""];
    child.stdout.on("data", (part: Buffer) => {
      size += part.length;
      if (size > outputMax) {
        child.kill();
        failed(new CommandError(`There is more to read of the repository than ${outputMax} bytes.`));
      } else parts.push(part);
    });
    child.stderr.on("data", (part: Buffer) => (err = (err + part.toString("utf8")).slice(0, 2_000)));
    child.once("error", (cause) =>
      failed(new CommandError("git could not be started. Revisions are read with it.", undefined, { cause })),
    );
    child.once("close", (code) => done({ code, out: Buffer.concat(parts), err: err.trim() }));
    // What it does not want to read any more, its exit code says.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
