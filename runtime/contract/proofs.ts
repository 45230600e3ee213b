import { writeSummary } from "./beside/write-summary.ts";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import type { Finding } from "./check/property.ts";
import type { PropertyPromise, Tried } from "./contract.ts";
import type { Level } from "./report/level.ts";
import { type Outcome, type Proof, ProofLedger } from "./report/proof-ledger.ts";
import { proofLine, proofTable } from "./report/proof-table.ts";

/** A property that a diagram asks for, of these components at this level. */
export interface AskedProof extends PropertyPromise {
  readonly level: Level;
  readonly component: string | undefined;
}

/** What the tests of one diagram come to, told after the last one. */
export class Proofs {
  readonly #asked: readonly AskedProof[];
  readonly #ledger: ProofLedger;
  readonly #awaited: readonly number[];

  /** `awaited`: those of them that will be tried. */
  constructor(protocol: DiagramProtocol, asked: readonly AskedProof[], awaited: readonly AskedProof[]) {
    this.#asked = asked;
    this.#awaited = awaited.map((one) => this.#indexOf(one));
    this.#ledger = new ProofLedger(
      protocol,
      asked.map((one) => proofOf(one, undefined, "not tried")),
    );
  }

  note(tried: Tried, finding: Finding | undefined): void {
    const index = this.#indexOf(tried);
    const asked = this.#asked[index];
    if (asked === undefined) return;
    this.#ledger.note(index, proofOf(asked, finding, outcomeOf(finding)));
    const { name } = this.#ledger.protocol;
    if (!writeSummary(name, proofTable(this.#ledger)) && this.#ledger.hasTried(this.#awaited))
      process.stdout.write(`${proofLine(this.#ledger)}\n`);
  }

  #indexOf({ property, component, level }: Tried): number {
    return this.#asked.findIndex(
      (one) => one.property === property && one.component === component && one.level === level,
    );
  }
}

function proofOf(
  { property, line, lines = [line], level }: AskedProof,
  finding: Finding | undefined,
  outcome: Outcome,
): Proof {
  return {
    property,
    lines,
    level,
    outcome,
    runs: finding?.tried ?? 0,
    unfilled: finding?.unfilled ?? [],
    gaps: gapsOf(finding),
  };
}

function gapsOf({ remarks = [] }: Partial<Finding> = {}): readonly string[] {
  return remarks.map((remark) => `line ${remark.line}  ${remark.sentence}`);
}

function outcomeOf(finding: Finding | undefined): Outcome {
  if (finding === undefined || finding.counterexample !== undefined) return "FAILED";
  if (finding.unfilled.length > 0) return "not implemented yet";
  return finding.cut === undefined ? "PASSED" : "cut short";
}
