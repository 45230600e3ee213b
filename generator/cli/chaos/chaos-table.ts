import type { ChaosRow, Findings } from "seqwright-runtime/chaos";
import { quote } from "seqwright-runtime/model";
import type { LoadedSystem } from "../run/load-system.ts";

interface TableOptions {
  readonly seed: number;
  /** Scenarios that this system has nothing for, with the reason. */
  readonly unfit: readonly string[];
  readonly isKept: (found: Findings) => boolean;
}

const head = [
  "| scenario | what was done | events | lost | doubled | changed | not as drawn | out of order | dead letters | verdict |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
];
const detailsMax = 5;

/** What was done to a system and what came of it, as a table, and below it what went wrong and what was not tried. */
export function chaosTable(
  { name, system }: Pick<LoadedSystem, "name" | "system">,
  rows: readonly ChaosRow[],
  { seed, unfit, isKept }: TableOptions,
): string {
  const isBroken = ({ found }: ChaosRow): boolean => found === undefined || !isKept(found);
  const broken = rows.filter(isBroken);
  const lines = [
    `${name} under attack, seed ${seed}`,
    "",
    ...head,
    ...rows.map((row) => tableRow(row, isBroken(row))),
    ...section(
      "What went wrong:",
      broken.flatMap((row) => detailsOf(row)),
    ),
    ...section("Not tried:", [
      ...unfit,
      ...rows.flatMap((row) => row.notTried.map((why) => `${row.name}: ${why}`)),
    ]),
    "",
    broken.length === 0
      ? `Every promise of ${system.protocol.source} was kept.`
      : `${broken.length} of ${rows.length} scenarios with BROKEN promises. Again: seqwright chaos ${name} --seed ${seed} --only ${broken.map((row) => row.name).join(" --only ")}`,
  ];
  return `${lines.join("\n")}\n`;
}

function tableRow({ name, done, found }: ChaosRow, isBroken: boolean): string {
  const verdict = isBroken ? "BROKEN" : "kept";
  if (found === undefined) return `| ${name} | ${done} | | | | | | | | ${verdict} |`;
  const remarks = Object.entries(found.remarks).map(([what, count]) => `${count} ${what}`);
  const { events, lost, doubled, changed, strayed, disordered, deadLetters, deadLettersDue } = found;
  const letters = deadLettersDue === undefined ? String(deadLetters) : `${deadLetters} of ${deadLettersDue}`;
  const cells = [
    name,
    [done, ...remarks].join("; "),
    events,
    lost,
    doubled,
    changed,
    strayed,
    disordered,
    letters,
  ];
  return `| ${[...cells, verdict].join(" | ")} |`;
}

function detailsOf({ name, found, failure }: ChaosRow): readonly string[] {
  if (found === undefined) return [`${name}: ${failure ?? "did not come to its end"}`];
  const { details } = found;
  const more = details.length - detailsMax;
  return [
    ...details.slice(0, detailsMax).map((text) => `${name}: ${plain(text)}`),
    ...(more > 0 ? [`${name}: and ${more} more`] : []),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

/** What comes from a server must not steer the terminal. */
function plain(text: string): string {
  return quote(text, 400).replace(/^"|"$/g, "").replaceAll('\\"', '"');
}
