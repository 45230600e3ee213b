import { placeOfMutant } from "./generic-mutant.ts";
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
  /** Of those that change what the diagram promises: how many are killed, from 0 to 1. */
  readonly rate: number;
  /** The same of all that change what the code does, also where the diagram leaves it open. */
  readonly rateOfAll: number;
}

/** Sorts the mutants of a run. `folders` are those that were tried; what holds everywhere is looked for when all were. */
export function judgeSurvivors(
  judged: readonly JudgedMutant[],
  folders: readonly string[],
  areAll: boolean,
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
    (known) =>
      (known.in === undefined ? areAll : folders.some((folder) => isIn(known, folder))) &&
      !alive.some((one) => isMeant(known, one)),
  );
  const same = explained.filter(([, { is }]) => is === "same").length;
  const free = explained.filter(([, { is }]) => is === "free").length;
  const share = (of: number): number => (of === 0 ? 1 : killed.length / of);
  return {
    killed,
    explained,
    unexplained,
    notRun,
    outdated,
    rate: share(ran.length - same - free),
    rateOfAll: share(ran.length - same),
  };
}

function isKilled({ fate }: JudgedMutant): boolean {
  return fate.by !== undefined || fate.crash !== undefined;
}

function isMeant({ in: place = "", operator, change }: Survivor, one: JudgedMutant): boolean {
  return one.operator === operator && one.change.startsWith(change) && placeOfMutant(one).startsWith(place);
}

function isIn({ in: place }: Survivor, folder: string): boolean {
  return place?.startsWith(`${folder.split("/").at(-1)}/`) === true;
}
