import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Where an error came from, innermost first, as `file:line` relative to where the test was started. */
export function framesOf(error: Error): readonly string[] {
  return (error.stack ?? "").split("\n").flatMap((line) => frameOf(line) ?? []);
}

/** An error whose stack leads here, with all of its frames: nobody throws it. */
export function markHere(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = framesMax;
  const mark = new Error("here");
  Error.stackTraceLimit = stackTraceLimit;
  return mark;
}

const framesMax = 60;

/** Where this was done: in the folder of the handlers if the stack leads through it, otherwise in code beside it. */
export function placeOfMark(mark: Error, folder: string): string | undefined {
  return placeInFolder(mark, folder) ?? framesOf(mark).find((frame) => isOwn(frame) && !isOfKit(frame));
}

// The kit itself is installed, or is a folder of the same checkout.
const kit = framePath(fileURLToPath(new URL("..", import.meta.url)));

function isOfKit(frame: string): boolean {
  return frame.startsWith(`${kit}/`);
}

/** The first place in this folder that an error, or what caused it, came through. */
export function placeInFolder(error: unknown, folder: string): string | undefined {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 8;
    current = current.cause, depth += 1
  ) {
    const place = framesOf(current).find((frame) => frame.startsWith(folder) && isOwn(frame));
    if (place !== undefined) return place;
  }
  return undefined;
}

// What lies outside the folder of the tests, or was installed, is not the work of whoever reads the report.
function isOwn(frame: string): boolean {
  return !/^(?:\.\.\/|node:|\/|[A-Za-z]:)|(?:^|\/)node_modules\//.test(frame);
}

function frameOf(line: string): string | undefined {
  if (!/^\s+at /.test(line) || line.includes("new NotImplementedError")) return undefined;
  const place = /\(?((?:file:\/\/)?[^()\s][^()]*?):(\d+):\d+\)?$/.exec(
    line.replace(/^\s+at (?:async )?/, ""),
  );
  if (place === null) return undefined;
  const [, file = "", number = ""] = place;
  const bare = file.replace(/^.* \(/, "");
  if (bare.startsWith("node:")) return `${bare}:${number}`;
  const path = bare.startsWith("file://") ? fileURLToPath(bare) : bare;
  return `${framePath(path)}:${number}`;
}

function framePath(path: string): string {
  return relative(process.cwd(), path).replaceAll("\\", "/");
}
