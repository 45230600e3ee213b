import path, { type PlatformPath } from "node:path";

/**
 * A file's path as it is shown, and written into generated files: from a folder, with "/" between its parts on every
 * machine; as it is when it has no way from there, as on another drive.
 */
export function shownPath(folder: string, file: string, paths: PlatformPath = path): string {
  const shown = paths.relative(folder, file);
  return paths.isAbsolute(shown) ? file : shown.replaceAll(paths.sep, "/");
}
