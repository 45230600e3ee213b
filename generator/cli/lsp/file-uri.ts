import { fileURLToPath, pathToFileURL } from "node:url";

/** The path of a file that an editor names; undefined for what is no file, such as one that was never saved. */
export function pathOfUri(uri: string, windows = process.platform === "win32"): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri, { windows }) : undefined;
  } catch {
    // A file on another machine, or no URI at all.
    return undefined;
  }
}

export function uriOfPath(path: string, windows = process.platform === "win32"): string {
  return pathToFileURL(path, { windows }).href;
}

/** One spelling of a path, whatever the editor or the disk makes of accents and of a drive's letter. */
export function samePath(path: string): string {
  return path.normalize("NFC").replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}
