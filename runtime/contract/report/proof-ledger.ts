import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { PropertyName } from "../../model/property-name.ts";
import type { Level } from "./level.ts";
import type { Unfilled } from "./violation.ts";

/** How the search for a case that breaks a property ended, the worst first. */
export const outcomes = ["FAILED", "not implemented yet", "cut short", "not tried", "PASSED"] as const;
export type Outcome = (typeof outcomes)[number];

/** What became of one property of one component, or of all of them, at one level. */
export interface Proof {
  readonly property: PropertyName;
  /** The lines of the diagram that ask for it. */
  readonly lines: readonly number[];
  readonly level: Level;
  readonly outcome: Outcome;
  /** How many cases were tried. */
  readonly runs: number;
  /** Stubs that were met, each perhaps several times. */
  readonly unfilled: readonly Unfilled[];
  /** What was not proved although nothing was wrong, a sentence each. */
  readonly gaps: readonly string[];
}

/** Of what properties have to be proved, what has been proved so far. */
export class ProofLedger {
  readonly protocol: DiagramProtocol;
  readonly #asked: readonly Proof[];
  readonly #proofs = new Map<number, Proof>();

  /** `asked`: all that the diagram asks for, at every level, none of it tried yet. */
  constructor(protocol: DiagramProtocol, asked: readonly Proof[]) {
    this.protocol = protocol;
    this.#asked = asked;
  }

  /** In the order in which they are asked for. */
  get proofs(): readonly Proof[] {
    return this.#asked.map((proof, index) => this.#proofs.get(index) ?? proof);
  }

  /** `index`: where it stands among what is asked for. */
  note(index: number, proof: Proof): void {
    this.#proofs.set(index, proof);
  }

  /** Whether all of these have been tried. */
  hasTried(indices: readonly number[]): boolean {
    return indices.every((index) => this.#proofs.has(index));
  }
}
