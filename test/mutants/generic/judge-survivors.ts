import { nameOfMutant } from "./generic-mutant.ts";
import type { JudgedMutant } from "./run-mutants.ts";
import type { Survivor } from "./survivors.ts";

/** How the mutants of a run stand against the list of those that may survive. */
export interface Judgement {
  /** Caught, or ended by the machine. */
  readonly killed: readonly JudgedMutant[];
  /** Survive, and are in the list. */
  readonly explained: readonly (readonly [JudgedMutant, Survivor])[];
  /** Survive, and nobody said why. */
  readonly unexplained: readonly JudgedMutant[];
  /** No component has them: gateways, which run at the system level only. */
  readonly notRun: readonly JudgedMutant[];
  /** In the list, although no mutant of these folders survives under that name. */
  readonly outdated: readonly Survivor[];
  /** Of those that change what the code does: how many are killed, from 0 to 1. */
  readonly rate: number;
}

/** Sorts the mutants of a run. `folders` are those that were tried. */
export function judgeSurvivors(
  judged: readonly JudgedMutant[],
  folders: readonly string[],
  survivors: readonly Survivor[],
): Judgement {
  const notRun = judged.filter(({ fate }) => fate.isNotRun === true);
  const ran = judged.filter(({ fate }) => fate.isNotRun !== true);
  const killed = ran.filter(isKilled);
  const alive = ran.filter((one) => !isKilled(one));
  const found = alive.map((one) => [one, survivors.find((known) => isMeant(known, one))] as const);
  const explained = found.flatMap(([one, known]) => (known === undefined ? [] : [[one, known] as const]));
  const unexplained = found.flatMap(([one, known]) => (known === undefined ? [one] : []));
  const outdated = survivors.filter(
    (known) => folders.some((folder) => isIn(known, folder)) && !alive.some((one) => isMeant(known, one)),
  );
  const same = explained.filter(([, { is }]) => is === "same").length;
  const changing = ran.length - same;
  return {
    killed,
    explained,
    unexplained,
    notRun,
    outdated,
    rate: changing === 0 ? 1 : killed.length / changing,
  };
}

function isKilled({ fate }: JudgedMutant): boolean {
  return fate.by !== undefined || fate.crash !== undefined;
}

function isMeant({ mutant }: Survivor, one: JudgedMutant): boolean {
  return nameOfMutant(one).startsWith(mutant);
}

function isIn({ mutant }: Survivor, folder: string): boolean {
  return mutant.startsWith(`${folder.split("/").at(-1)}/`);
}
