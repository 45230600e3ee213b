import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { command, unlessAborted, UsageError } from "../demo/command.ts";
import { isFailed } from "./corpus-result.ts";
import { reportCorpus } from "./report-corpus.ts";
import { runCorpus } from "./run-corpus.ts";

const usage = `Generates code for every diagram below some folders, type-checks it untouched, and runs its contract tests.

  npm run corpus -- <folder> …
  --filled           fills in stubs that bring nothing before the contract tests run: the code around them is tested
  --help             shows this

Fails for a type error, a contract test that fails other than by "not implemented yet", a crash, and more than 2 seconds.`;

await command(usage, async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { filled: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError("Which folder?");
  let failed = 0;
  for (const asked of positionals) {
    const folder = resolve(asked);
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) throw new UsageError(`There is no folder ${folder}.`);
    const say = (phase: string): void => void process.stderr.write(`${asked}: ${phase}\n`);
    const report = await unlessAborted(signal, runCorpus(folder, { onPhase: say, filled: values.filled }));
    if (report.results.length === 0) throw new UsageError(`There are no diagrams in ${folder}.`);
    process.stdout.write(reportCorpus(report));
    failed += report.results.filter(isFailed).length + report.otherErrors.length;
  }
  return failed > 0 ? 1 : 0;
});
