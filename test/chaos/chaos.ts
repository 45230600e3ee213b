import { parseArgs } from "node:util";
import { privateServices } from "../../runtime/services/index.ts";
import { contentKills, workflowKills } from "./kills.ts";
import { outages } from "./outages.ts";
import { poison } from "./poison.ts";
import { rebalance } from "./rebalance.ts";
import type { ChaosRow, Scenario } from "./scenario.ts";
import { seeded } from "./seeded.ts";
import { twoWorkers } from "./two-workers.ts";

/** Hurts servers and workers of its own, and counts what that cost. `--only <name>`, `--seed <number>`, `--scale <factor>`. */
const scenarios: readonly Scenario[] = [
  workflowKills,
  contentKills,
  ...outages,
  rebalance,
  twoWorkers,
  poison,
];

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    scale: { type: "string", default: "1" },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const chosen = scenarios.filter(({ name }) => values.only?.includes(name) ?? true);
const unknown = values.only?.filter((name) => !scenarios.some((one) => one.name === name)) ?? [];
if (unknown.length > 0) {
  say(`There is no ${unknown.join(", ")}; there is ${scenarios.map(({ name }) => name).join(", ")}.`);
  process.exitCode = 64;
} else {
  say(`seed ${values.seed}`);
  const broken = await runAll();
  say(broken === 0 ? "Every promise was kept." : `${broken} scenarios with BROKEN promises.`);
  process.exitCode = broken === 0 ? 0 : 1;
}

async function runAll(): Promise<number> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  await using services = await privateServices({ log });
  let broken = 0;
  say("| scenario | what was done | lost | doubled | verdict |");
  say("| --- | --- | --- | --- | --- |");
  for (const scenario of chosen) {
    const random = seeded(Number(values.seed));
    const row = await scenario
      .run({ services, random, scale: Number(values.scale), log })
      .catch((error: unknown): ChaosRow => failedRow(scenario.name, error));
    const isKept = row.lost === 0 && row.doubled === 0 && row.broken.length === 0;
    if (!isKept) broken += 1;
    const verdict = isKept ? "kept" : ["BROKEN", ...row.broken].join(": ");
    say(`| ${row.name} | ${row.done} | ${row.lost} | ${row.doubled} | ${verdict} |`);
  }
  return broken;
}

function failedRow(name: string, error: unknown): ChaosRow {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { name, done: "did not come to its end", lost: 0, doubled: 0, broken: [why] };
}
