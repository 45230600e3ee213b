import { randomBytes } from "node:crypto";
import { copyFile, link, lstat, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { confined, hasCode, refused, removeEmptyFolders } from "./confined.ts";
import { type FileContent, HostError } from "./host.ts";

/** Names under which files stand while others are replaced. */
export const temporaryName = /^\.seqwright-[0-9a-z]+\.tmp$/;

const journalName = ".seqwright-flush.tmp";

/** One file of a flush, by absolute paths: what comes (undefined: it goes), and the old one by another name, if there was one. */
interface Step {
  readonly to: string;
  readonly from: string | undefined;
  readonly old: string | undefined;
}

/**
 * Writes and removes files, all or none. New contents and the old ones by other names are on the disk, and a journal says so,
 * before the first file is replaced: whatever happens then, the old state can be brought back.
 */
export async function flushFiles(
  root: string,
  files: readonly FileContent[],
  removed: readonly string[],
): Promise<void> {
  if (files.length + removed.length === 0) return;
  const steps = new Map<string, Step>();
  let at = root;
  try {
    for (const file of files) {
      at = await confined(root, file.path);
      const from = temporary(at);
      steps.set(at, { to: at, from, old: undefined });
      // "wx": never write through something that is already there, such as a planted link.
      await writeFile(from, file.content, { encoding: "utf8", flag: "wx" });
      steps.set(at, { to: at, from, old: await secondName(at) });
    }
    for (const path of removed) {
      at = await confined(root, path);
      const old = await secondName(at);
      if (old !== undefined) steps.set(at, { to: at, from: undefined, old });
    }
    await writeJournal(root, [...steps.values()]);
    for (const { to, from } of steps.values()) {
      at = to;
      await (from === undefined ? rm(to, { force: true }) : rename(from, to));
    }
  } catch (error) {
    await takeBack(root, [...steps.values()]);
    throw error instanceof HostError ? error : refused("write", at, error);
  }
  await rm(join(root, journalName), { force: true });
  await clear([...steps.values()]);
  const emptied = [...steps.values()].filter(({ from }) => from === undefined);
  for (const { to } of emptied) await removeEmptyFolders(root, dirname(to));
}

/** Brings back the old state where a flush was interrupted, and takes away what it left behind. */
export async function settleFlush(root: string): Promise<void> {
  const journal = await readFile(join(root, journalName), "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw refused("read", join(root, journalName), error);
  });
  if (journal !== undefined) await takeBack(root, await stepsIn(root, journal));
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const left = entries.filter((entry) => entry.isFile() && temporaryName.test(entry.name));
  await Promise.all(left.map((entry) => rm(join(entry.parentPath, entry.name), { force: true })));
}

function temporary(path: string): string {
  return join(dirname(path), `.seqwright-${randomBytes(8).toString("hex")}.tmp`);
}

/** Another name of what stands at a path, so that it can be brought back as it is; undefined where nothing does. */
async function secondName(path: string): Promise<string | undefined> {
  const other = temporary(path);
  try {
    await link(path, other);
    return other;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    // Some disks know no second names.
    await copyFile(path, other);
    return other;
  }
}

async function writeJournal(root: string, steps: readonly Step[]): Promise<void> {
  const path = (absolute: string | undefined): string | undefined =>
    absolute === undefined ? undefined : relative(root, absolute).split(sep).join("/");
  const entries = steps.map(({ to, from, old }) => ({
    to: path(to),
    from: path(from),
    old: path(old),
  }));
  const half = temporary(join(root, journalName));
  await writeFile(half, JSON.stringify(entries), { encoding: "utf8", flag: "wx" });
  await rename(half, join(root, journalName));
}

async function stepsIn(root: string, journal: string): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const isTemporary = (path: unknown): path is string =>
    typeof path === "string" && temporaryName.test(path.split("/").at(-1) ?? "");
  for (const entry of entriesOf(journal)) {
    if (typeof entry.to !== "string") continue;
    const to = await confined(root, entry.to);
    const from = isTemporary(entry.from) ? await confined(root, entry.from) : undefined;
    steps.push({ to, from, old: isTemporary(entry.old) ? await confined(root, entry.old) : undefined });
  }
  return steps;
}

type Entry = Readonly<Partial<Record<"to" | "from" | "old", unknown>>>;

/** A journal is there whole or not at all; what somebody else has put in its place says nothing. */
function entriesOf(journal: string): readonly Entry[] {
  try {
    const read: unknown = JSON.parse(journal);
    return Array.isArray(read)
      ? read.filter((entry: unknown): entry is Entry => typeof entry === "object" && entry !== null)
      : [];
  } catch {
    return [];
  }
}

/** Every file is as it was: as it was before, or gone where there was none. */
async function takeBack(root: string, steps: readonly Step[]): Promise<void> {
  const isStarted = (await readFile(join(root, journalName), "utf8").catch(() => undefined)) !== undefined;
  for (const { to, from, old } of isStarted ? steps : []) {
    const isOpen = from !== undefined && (await exists(from));
    if (isOpen) continue;
    if (old !== undefined && (await exists(old))) await rename(old, to);
    else if (old === undefined) await rm(to, { force: true });
  }
  await rm(join(root, journalName), { force: true });
  await clear(steps);
  // Folders that were made for what comes.
  for (const { to, old } of steps) if (old === undefined) await removeEmptyFolders(root, dirname(to));
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

async function clear(steps: readonly Step[]): Promise<void> {
  const names = steps.flatMap(({ from, old }) => [from, old]).filter((name) => name !== undefined);
  await Promise.all(names.map((name) => rm(name, { force: true }).catch(() => undefined)));
}
