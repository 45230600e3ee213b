import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { contractTests } from "../../runtime/contract/contract-tests.ts";
import type { ContractOptions } from "../../runtime/contract/index.ts";
import { settingsFor } from "../../runtime/contract/check/settings.ts";
import { command } from "../demo/command.ts";
import { median, withSpread } from "./samples.ts";

const usage = `Measures the processor time of contract tests at the level "protocol", of every diagram and by property.

  --rounds <count>   how often each test is run; 3 by default
  --help             shows this`;

const folders = ["generated", "test/own-diagrams/generated"];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (...cells: readonly string[]): void => say(`| ${cells.join(" | ")} |`);

interface Test {
  readonly diagram: string;
  /** As it starts the titles of tests. */
  readonly property: string;
  readonly body: () => Promise<void>;
}

/** What the contract tests of all diagrams register, without a test runner's own weight. */
async function allTests(): Promise<readonly Test[]> {
  const tests: Test[] = [];
  for (const folder of folders) {
    for (const diagram of (await readdir(folder)).sort()) {
      const contract = resolve(folder, diagram, "contract.gen.test.ts");
      if (!existsSync(contract)) continue;
      const wiring = pathToFileURL(join(contract, "../wiring.gen.ts")).href;
      const { system } = (await import(wiring)) as { readonly system: ContractOptions["system"] };
      const test = (title: string, body: () => Promise<void>): void =>
        void tests.push({ diagram, property: title.split(":")[0] ?? title, body });
      contractTests(
        { describe: (_, body) => body(), test: Object.assign(test, { skip: () => undefined }) },
        { system, handlers: pathToFileURL(contract).href },
      );
    }
  }
  return tests;
}

/** Seconds of processor time that each test took, by round: what else the machine does counts little. */
async function measured(tests: readonly Test[], rounds: number): Promise<ReadonlyMap<Test, number[]>> {
  const seconds = new Map(tests.map((test) => [test, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const test of tests) {
      const start = process.cpuUsage();
      // A stub that is left to write ends a test early; all of ours are filled in.
      await test.body();
      const { user, system } = process.cpuUsage(start);
      seconds.get(test)?.push((user + system) / 1_000_000);
    }
  }
  return seconds;
}

/** The sums of these tests, by round. */
function sums(seconds: ReadonlyMap<Test, readonly number[]>, of: (test: Test) => boolean): readonly number[] {
  const rows = [...seconds].filter(([test]) => of(test)).map(([, row]) => row);
  return (rows[0] ?? []).map((_, round) => rows.reduce((sum, row) => sum + (row[round] ?? 0), 0));
}

await command(usage, async () => {
  const { values } = parseArgs({
    options: { rounds: { type: "string", default: "3" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  Object.assign(process.env, { SEQWRIGHT_SUMMARY: "off", SEQWRIGHT_CASES: "off" });
  const tests = await allTests();
  // Modules and PostgreSQL's parser are loaded once, whatever is measured.
  await tests[0]?.body();
  const seconds = await measured(tests, Number(values.rounds));
  const show = (value: number): string => `${value.toFixed(2)} s`;
  row("property", "tests", "median of all its tests together", "median of one test", "cases/s");
  row("---", "--:", "--:", "--:", "--:");
  const { runs } = settingsFor("order", undefined);
  for (const property of [...new Set(tests.map((test) => test.property))].sort()) {
    const own = tests.filter((test) => test.property === property);
    const each = own.map((test) => median(seconds.get(test) ?? []));
    const all = sums(seconds, (test) => test.property === property);
    const rate = property === "coverage" ? "" : String(Math.round((runs * own.length) / median(all)));
    row(property, String(own.length), withSpread(all, show), show(median(each)), rate);
  }
  for (const diagram of new Set(tests.map((test) => test.diagram)))
    row(
      diagram,
      "",
      withSpread(
        sums(seconds, (test) => test.diagram === diagram),
        show,
      ),
      "",
      "",
    );
  row(
    "all diagrams",
    String(tests.length),
    withSpread(
      sums(seconds, () => true),
      show,
    ),
    "",
    "",
  );
  return 0;
});
