import { parseArgs } from "node:util";
import { privateServices, type Services } from "../../generator/services/index.ts";
import { command, UsageError, unlessAborted } from "../demo/command.ts";
import { contentKills, workflowKills } from "./kills.ts";
import { outages } from "./outages.ts";
import { poison } from "./poison.ts";
import { scenarios as ofAnySystem } from "../../runtime/contract/chaos/scenarios/index.ts";
import { hurtDiagram, type OwnDiagram, ownDiagrams } from "./own-diagrams.ts";
import { rebalance } from "./rebalance.ts";
import { isRowKept, rowOf, type Scenario, tableHead, tableRow } from "./scenario.ts";
import { seeded } from "../../runtime/contract/chaos/seeded.ts";
import { findingsAbout, isNoticed, selfTests } from "./self-test.ts";
import { addressesOf } from "./subject.ts";
import { twoWorkers } from "./two-workers.ts";

const scenarios: readonly Scenario[] = [
  workflowKills,
  contentKills,
  ...outages,
  rebalance,
  twoWorkers,
  poison,
];

const names = [...new Set([...ofAnySystem, ...scenarios].map(({ name }) => name))];

const usage = `Runs "seqwright chaos" on our own diagrams, and then what only we know how to judge.

  --diagram <name>   only this one of ${ownDiagrams.map(({ name }) => name).join(", ")}; may be repeated
  --only <scenario>  one of ${names.join(", ")}; may be repeated
  --minutes <number> for each diagram
  --seed <number>    repeats where it hurts and in which order
  --scale <factor>   how often each kill that only we can judge is repeated, relative to the documented table
  --self-test        breaks the systems on purpose, and fails if that is not noticed
  --help             shows this`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (line: string): void => void process.stderr.write(`${line}\n`);

await command(usage, async (signal) => {
  const { values } = parseArgs({
    options: {
      diagram: { type: "string", multiple: true, default: ownDiagrams.map(({ name }) => name) },
      only: { type: "string", multiple: true, default: [...names] },
      minutes: { type: "string", default: "2" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      scale: { type: "string", default: "1" },
      "self-test": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const [seed, scale, minutes] = [values.seed, values.scale, values.minutes].map(Number) as [
    number,
    number,
    number,
  ];
  const unknown = values.only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new UsageError(`There is no scenario ${unknown.join(", ")}.`);
  const strange = values.diagram.filter((asked) => !ownDiagrams.some(({ name }) => name === asked));
  if (strange.length > 0) throw new UsageError(`There is no diagram ${strange.join(", ")}.`);
  if (!Number.isInteger(seed)) throw new UsageError(`--seed takes a whole number, not ${values.seed}.`);
  if (!(scale > 0)) throw new UsageError(`--scale takes a number above 0, not ${values.scale}.`);
  const chosen = scenarios.filter(({ name }) => values.only.includes(name));
  const diagrams = ownDiagrams.filter(({ name }) => values.diagram.includes(name));
  const only = ofAnySystem.flatMap(({ name }) => (values.only.includes(name) ? [name] : []));
  const isAsked = !values["self-test"] && only.length > 0;
  const code = isAsked ? await hurtAll(diagrams, { only, minutes, seed, signal }) : 0;
  if (!values["self-test"] && chosen.length === 0) return code;
  await using services = await privateServices({ log, signal });
  const work = values["self-test"] ? testItself(services) : hurt(services, { chosen, seed, scale });
  return Math.max(code, await unlessAborted(signal, work));
});

/** One diagram after the other; resolves to the highest exit code. */
async function hurtAll(
  diagrams: readonly OwnDiagram[],
  options: Parameters<typeof hurtDiagram>[1],
): Promise<number> {
  let code = 0;
  for (const diagram of diagrams) code = Math.max(code, await hurtDiagram(diagram, options));
  return code;
}

interface Chaos {
  readonly chosen: readonly Scenario[];
  readonly seed: number;
  readonly scale: number;
}

async function hurt(services: Services, { chosen, seed, scale }: Chaos): Promise<number> {
  say(`What only we know how to judge, seed ${seed}`);
  say(tableHead);
  let broken = 0;
  for (const scenario of chosen) {
    const row = await rowOf(scenario, { services, random: seeded(seed), scale, log });
    if (!isRowKept(row)) broken += 1;
    say(tableRow(row));
  }
  say(broken === 0 ? "Every promise was kept." : `${broken} scenarios with BROKEN promises.`);
  return broken === 0 ? 0 : 1;
}

async function testItself(services: Services): Promise<number> {
  let unnoticed = 0;
  for (const test of selfTests) {
    const found = await findingsAbout(test, addressesOf(services));
    if (!isNoticed(test, found)) unnoticed += 1;
    const verdict = isNoticed(test, found) ? "noticed" : "NOT NOTICED";
    say(`${verdict}: a system that ${test.sabotage} (${found[test.mustFind]} ${test.mustFind})`);
  }
  return unnoticed === 0 ? 0 : 1;
}
