import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagramFileName } from "./diagram-file-name.ts";

/**
 * Leaves what is to be said of a diagram where `seqwright test` looks for it: in the folder that `SEQWRIGHT_SUMMARY`
 * names. False where it names none, and somebody else is to say it; `off` is for who does not want it. Written again after each test, so that also a run that is stopped says something.
 */
export function writeSummary(diagram: string, text: string): boolean {
  const folder = process.env["SEQWRIGHT_SUMMARY"];
  if (folder === undefined || folder === "") return false;
  if (folder === "off") return true;
  // One process writes about one diagram of this name.
  const name = `${diagramFileName(diagram)}-${process.pid}`;
  writeFileSync(join(folder, `${name}.txt`), `${text}\n`);
  return true;
}
