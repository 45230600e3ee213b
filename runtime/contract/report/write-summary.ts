import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProofLedger } from "./proof-ledger.ts";
import { proofTable } from "./proof-table.ts";

/**
 * Leaves the table of a diagram where `seqwright test` looks for it: in the folder that `SEQWRIGHT_SUMMARY` names. False
 * where it names none. Written again after each test, so that also a run that is stopped says what it has proved.
 */
export function writeSummary(ledger: ProofLedger): boolean {
  const folder = process.env["SEQWRIGHT_SUMMARY"];
  if (folder === undefined || folder === "") return false;
  writeFileSync(join(folder, `${fileNameOf(ledger)}.txt`), `${proofTable(ledger)}\n`);
  return true;
}

// Any text can be the name of a diagram; one process writes about one of this name.
function fileNameOf({ protocol: { name } }: ProofLedger): string {
  return `${Buffer.from(name).toString("hex").slice(0, 120)}-${process.pid}`;
}
