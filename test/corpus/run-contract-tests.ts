import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ContractOptions } from "../../runtime/contract/index.ts";
import { contractTests } from "../../runtime/contract/contract-tests.ts";
import type { ContractResult } from "./corpus-result.ts";
import { fillStubs } from "./fill-stubs.ts";
import type { TestTask } from "./task.ts";

interface Wiring {
  readonly system: ContractOptions["system"];
}

/**
 * Runs what `contract.gen.test.ts` of each diagram in the folder registers, one test after the other, without a test
 * runner's own weight. `alive` is called after each.
 */
export async function runContractTests(
  { folder, filled }: TestTask,
  alive: () => void,
): Promise<ContractResult> {
  // What other handlers of the same name broke is no example here, and what was proved is in the corpus' own table.
  Object.assign(process.env, { SEQWRIGHT_CASES: "off", SEQWRIGHT_SUMMARY: "off" });
  if (filled) await fillStubs(folder);
  const total = { passed: 0, unfilled: 0, failed: [] as string[] };
  for (const name of (await readdir(folder)).sort()) {
    const contract = join(folder, name, "contract.gen.test.ts");
    if (!existsSync(contract)) continue;
    const { system }: Wiring = await import(pathToFileURL(join(folder, name, "wiring.gen.ts")).href);
    for (const [title, body] of testsOf({ system, handlers: pathToFileURL(contract).href })) {
      const report = await reportOf(body);
      if (report === undefined) total.passed += 1;
      else if (isUnfilled(report)) total.unfilled += 1;
      else total.failed.push(`${title}\n${report}`);
      alive();
    }
  }
  return total;
}

type Test = readonly [title: string, body: () => Promise<void>];

function testsOf(options: ContractOptions): readonly Test[] {
  const tests: Test[] = [];
  const test = (title: string, body: () => Promise<void>): void => void tests.push([title, body]);
  contractTests(
    { describe: (_, body) => body(), test: Object.assign(test, { skip: () => undefined }) },
    options,
  );
  return tests;
}

async function reportOf(body: () => Promise<void>): Promise<string | undefined> {
  try {
    await body();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** The kit's verdict ends the report's first line. */
function isUnfilled(report: string): boolean {
  return (report.split("\n")[0] ?? "").endsWith("not implemented yet");
}
