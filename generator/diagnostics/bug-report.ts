import { toolVersion } from "./tool-version.ts";

/** What a user sees when the tool itself failed. */
export function bugReport(error: unknown): string {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `seqwright ${toolVersion()} failed. This is a bug in seqwright, not in your diagrams.`,
    "Please report it with the command you ran, the diagram if you can share it, and the text below.",
    "",
    `node ${process.version}, ${process.platform} ${process.arch}`,
    details,
    "",
  ].join("\n");
}
