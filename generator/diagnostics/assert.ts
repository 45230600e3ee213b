import { toolVersion } from "./tool-version.ts";

/** Something that the tool itself got wrong, whatever the user's input was. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

/** Checks what must hold if this tool is right. For what the user may have got wrong, report a diagnostic instead. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}

/** Ends a `switch` over all kinds of something. */
export function assertNever(value: never): never {
  throw new InternalError(`No case for ${JSON.stringify(value)}`);
}

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
