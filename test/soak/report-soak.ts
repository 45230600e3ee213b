import { table } from "../../generator/cli/report/table.ts";
import type { Soaked, SoakTask } from "./soak-contract.ts";

/** One diagram with one seed, done. */
export interface SoakedSeed extends SoakTask {
  /** The diagram's folder, relative to the repository. */
  readonly place: string;
  readonly soaked: readonly Soaked[];
  /** Why its process ended before it was done. */
  readonly crash?: string;
}

/** A row for each property of each diagram, and every report of what failed. */
export function reportSoak(done: readonly SoakedSeed[]): string {
  const tried = done.flatMap(({ place, runs, seed, soaked }) =>
    soaked.map((one) => ({ ...one, place, runs, seed, row: `${place.split("/").at(-1)}  ${one.property}` })),
  );
  const rows = [...Map.groupBy(tried, ({ row }) => row)].map(([row, some]) => [
    row,
    String(some.reduce((sum, { runs }) => sum + runs, 0)),
    String(some.filter(({ report }) => report !== undefined).length),
  ]);
  const failures = tried.flatMap(({ report, seed }) =>
    report === undefined ? [] : [`── seed ${seed}`, report, ""],
  );
  const crashes = done.flatMap(({ crash, place, seed }) =>
    crash === undefined ? [] : [`── seed ${seed}, ${place} ended: ${crash}`, ""],
  );
  const runs = tried.reduce((sum, one) => sum + one.runs, 0);
  return [
    table([["property", "runs", "failures"], ...rows]),
    ...failures,
    ...crashes,
    `${runs} runs, ${failures.length === 0 && crashes.length === 0 ? "none" : "some"} failed.`,
    "",
  ].join("\n");
}
