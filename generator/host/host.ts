/** A file and what it should hold; the path is relative to a host's root, with "/" between its parts. */
export interface FileContent {
  readonly path: string;
  readonly content: string;
}

/**
 * All the file system that the generator needs, seen from one folder. Paths are relative to `root`, with "/" between
 * their parts; nothing is written or removed outside `root`, not even through a symbolic link.
 */
export interface Host {
  /** The absolute path of the folder this host looks at. */
  readonly root: string;
  /** The same file system seen from another folder: relative to `root`, or absolute. */
  at(folder: string): Host;
  /** A file's text, or `undefined` when there is no such file. */
  readFile(path: string): Promise<string | undefined>;
  /** Every file below a folder, in code unit order; none when the folder does not exist. */
  listFiles(folder: string): Promise<readonly string[]>;
  /** Other processes may use it at the same time. */
  readonly isOnDisk: boolean;
  /**
   * Writes all files and removes others or, when one of them cannot be, none. Readers see an old file or a new one, never
   * a half.
   */
  writeFiles(files: readonly FileContent[], removed?: readonly string[]): Promise<void>;
  /** Removes files, and the folders that this leaves empty. */
  removeFiles(paths: readonly string[]): Promise<void>;
  /** Takes back what a write that was interrupted has left half done. */
  settle(): Promise<void>;
}

/** The file system refused, or would have been misused; the message is meant for the user. */
export class HostError extends Error {
  override readonly name = "HostError";
}
