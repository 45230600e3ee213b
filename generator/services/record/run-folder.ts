import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { ServiceError } from "../machine/service-error.ts";

/**
 * Where the servers of a project keep data, logs and state: one folder per project, so that two projects do not
 * find each other's topics and tables.
 */
export async function openRunFolder(root?: string): Promise<string> {
  if (root !== undefined) {
    const folder = resolve(root);
    await mkdir(folder, { recursive: true, mode: 0o711 });
    return folder;
  }
  const user = join(tmpdir(), `seqwright-${process.getuid?.() ?? "user"}`);
  await ownFolder(user);
  const folder = join(user, projectName(process.cwd()));
  await ownFolder(folder);
  return folder;
}

/** In the shared temporary folder, somebody else may have been first: servers must not run on their files. */
async function ownFolder(path: string): Promise<void> {
  // Enterable, not listable: PostgreSQL runs as another user when we are root and must reach its folder in here.
  await mkdir(path, { recursive: true, mode: 0o711 });
  const info = await lstat(path);
  const isOurs = process.getuid === undefined || info.uid === process.getuid();
  if (!info.isDirectory() || !isOurs || (info.mode & 0o022) !== 0) {
    throw new ServiceError(`${path} belongs to somebody else, or others can write to it.`, {
      remedy: "Remove it, or set TMPDIR to a folder of your own.",
    });
  }
}

function projectName(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  const project = existsSync(join(folder, "package.json")) ? folder : start;
  const hash = createHash("sha256").update(project).digest("hex").slice(0, 8);
  return `${basename(project).replace(/[^\w.-]/g, "") || "root"}-${hash}`;
}
