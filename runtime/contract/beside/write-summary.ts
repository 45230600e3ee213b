import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Leaves what is to be said of a diagram where `seqwright test` looks for it: in the folder that `SEQWRIGHT_SUMMARY`
 * names. False where it names none, and somebody else is to say it; `off` is for who does not want it. Written again after each test, so that also a run that is stopped says something.
 */
export function writeSummary(diagram: string, text: string): boolean {
  const folder = process.env["SEQWRIGHT_SUMMARY"];
  if (folder === undefined || folder === "") return false;
  if (folder === "off") return true;
  // Any text can be the name of a diagram; one process writes about one of this name.
  const name = `${Buffer.from(diagram).toString("hex").slice(0, 120)}-${process.pid}`;
  writeFileSync(join(folder, `${name}.txt`), `${text}\n`);
  return true;
}
