import { posix } from "node:path";
import { fenceOf } from "./fences.ts";
import { rooms } from "./rooms.ts";

/**
 * Why a file may not import something; `undefined` where it may. Paths are relative to the repository. Files outside of
 * `generator/`, `runtime/` and `generated/` may import what they like.
 */
export function forbidden(file: string, specifier: string): string | undefined {
  const target = specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : undefined;
  switch (topOf(file)) {
    case "generator":
    case "runtime":
      return target === undefined ? behindFence(file, specifier) : againstOrder(file, target);
    case "generated":
      return leavesGenerated(file, target, specifier);
    default:
      return undefined;
  }
}

/** Why a file may not stand where it stands. */
export function misplaced(file: string): string | undefined {
  const isInRoom = !/^(?:generator|runtime)\//.test(file) || rooms.includes(roomOf(file));
  return isInRoom
    ? undefined
    : `The folder ${posix.dirname(file)} is not in test/house/rooms.ts. Add it there, below everything that it imports.`;
}

function behindFence(file: string, specifier: string): string | undefined {
  const fence = fenceOf(specifier);
  if (fence === undefined || fence.only.some((folder) => file.startsWith(`${folder}/`))) return undefined;
  const where = fence.only.length === 0 ? "is not imported here" : `belongs to ${fence.only.join(", ")}`;
  return `"${specifier}" ${where}, ${fence.because}.`;
}

function againstOrder(file: string, target: string): string | undefined {
  if (topOf(target) !== topOf(file))
    return `${target} is part of something else: import it by its package's name.`;
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to || rooms.indexOf(to) < rooms.indexOf(from) || !rooms.includes(from)) return undefined;
  return `${to} comes after ${from} in test/house/rooms.ts: two folders would need each other, or the order has to change.`;
}

function leavesGenerated(file: string, target: string | undefined, specifier: string): string | undefined {
  if (specifier === "seqwright" || specifier.startsWith("seqwright/"))
    return "Generated code runs in services, where there is no compiler: import seqwright-runtime.";
  if (target === undefined || target.startsWith(`${posix.dirname(file)}/`)) return undefined;
  return "Generated code is what a user has: it imports the library by name, and nothing beside its own folder.";
}

/** A file with a place of its own in the order is a room by itself. */
function roomOf(path: string): string {
  return rooms.includes(path) ? path : posix.dirname(path);
}

function topOf(path: string): string {
  return path.split("/", 1)[0] ?? path;
}
