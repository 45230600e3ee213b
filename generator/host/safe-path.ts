import { HostError } from "./host.ts";

// Windows refuses these names whatever their extension; a file made elsewhere could not be checked out there.
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\]/;
const longestName = 255;

/**
 * A path below the output folder in the one spelling used on every machine (NFC), or a {@link HostError} when it would
 * leave the folder or does not exist on every common file system.
 */
export function safePath(path: string): string {
  const normalised = path.normalize("NFC");
  const problem = normalised.split("/").map(nameProblem).find(Boolean);
  if (problem !== undefined) throw new HostError(`Cannot write ${JSON.stringify(path)}: ${problem}.`);
  return normalised;
}

function nameProblem(name: string): string | undefined {
  const quoted = JSON.stringify(name);
  if (name === "") return "it is not a relative path";
  if (name === "." || name === "..") return `${quoted} could lead out of the output folder`;
  if (forbidden.test(name)) return `${quoted} has a character that is not allowed in file names`;
  if (/[. ]$/.test(name)) return `${quoted} ends in a dot or a space, which Windows drops`;
  if (reserved.test(name)) return `${quoted} is a reserved name on Windows`;
  if (new TextEncoder().encode(name).length > longestName)
    return `${quoted} is longer than ${longestName} bytes`;
  return undefined;
}
