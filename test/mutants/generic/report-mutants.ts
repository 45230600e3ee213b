import { table } from "../../../generator/cli/report/table.ts";
import { placeOfMutant } from "./generic-mutant.ts";
import type { Judgement } from "./judge-survivors.ts";
import type { JudgedMutant } from "./run-mutants.ts";
import type { Survivor } from "./survivors.ts";

/** Tables of what was killed by what, and then whatever survives, each with its change. */
export function reportMutants(judgement: Judgement, refusedByTypes: number): string {
  const { killed, explained, unexplained, notRun, outdated, rate, rateOfAll } = judgement;
  const alive = [...unexplained, ...explained.map(([one]) => one)];
  return [
    ...byKey("operator", (one) => one.operator, killed, alive),
    "",
    ...byKey("diagram", (one) => one.folder, killed, alive),
    "",
    "caught first by",
    ...counted(killed.map(({ fate }) => fate.by ?? "(ended its process, or never ended)")),
    "",
    ...section("Survivors that nobody explained", unexplained.flatMap(difference)),
    ...section(
      "Survivors that are explained",
      [...Map.groupBy(explained, ([, known]) => known)].flatMap(([known, some]) => explanation(known, some)),
    ),
    ...section(
      "Explained, but caught or gone: take them out of survivors.ts",
      outdated.map((known) => `  ${known.in ?? ""} ${known.operator}: ${known.change}`),
    ),
    ...(notRun.length === 0
      ? []
      : [`Not tried: ${notRun.length} of gateways, which the script stands for at the protocol level.`]),
    `${killed.length + alive.length} mutants of components, ${refusedByTypes} more refused by the compiler.`,
    `${percent(rate)} of those that change what the diagrams promise are caught.`,
    `${percent(rateOfAll)} of those that change anything, also what the diagrams leave open.`,
    "",
  ].join("\n");
}

/** As people read it, rounded down: what is below a goal never looks as if it reached it. */
export function percent(rate: number): string {
  return `${(Math.floor(rate * 1000) / 10).toFixed(1)} %`;
}

function byKey(
  heading: string,
  keyOf: (one: JudgedMutant) => string,
  killed: readonly JudgedMutant[],
  alive: readonly JudgedMutant[],
): readonly string[] {
  const all = Map.groupBy([...killed, ...alive], keyOf);
  const dead = new Set(killed);
  const rows = [...all].map(([key, some]) => {
    const caught = some.filter((one) => dead.has(one)).length;
    return [key, String(some.length), String(caught), percent(caught / some.length)];
  });
  return table([[heading, "mutants", "caught", "rate"], ...rows]).split("\n");
}

function counted(names: readonly string[]): readonly string[] {
  const groups = [...Map.groupBy(names, (name) => name)];
  return groups
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([name, some]) => `  ${String(some.length).padStart(5)}  ${name}`);
}

function explanation(
  { is, why }: Survivor,
  some: readonly (readonly [JudgedMutant, Survivor])[],
): readonly string[] {
  return [
    `  ${is}: ${why}`,
    ...some.map(([one]) => `    ${placeOfMutant(one)}, ${one.operator}: ${one.change}`),
  ];
}

function difference(one: JudgedMutant): readonly string[] {
  const { folder, handler, method, operator, before, after } = one;
  return [
    `  ${folder}/${handler} ${method}, ${operator}`,
    ...before.split("\n").map((line) => `    - ${line}`),
    ...after.split("\n").map((line) => `    + ${line}`),
  ];
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, ...lines, ""];
}
