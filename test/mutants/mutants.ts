import { join } from "node:path";
import { parseArgs } from "node:util";
import { command, unlessAborted, UsageError } from "../demo/command.ts";
import { systemFolders } from "./generic/handlers-below.ts";
import { judgeSurvivors } from "./generic/judge-survivors.ts";
import { percent, reportMutants } from "./generic/report-mutants.ts";
import { runMutants } from "./generic/run-mutants.ts";
import { survivors } from "./generic/survivors.ts";
import { reportWritten } from "./written/report-written.ts";
import { runWritten } from "./written/run-written.ts";

const usage = `Holds contracts to wrong handlers: those that people wrote, and those that operators make of the right ones.

  npm run mutants
  --only <text>      only the diagrams in whose folder's name that is
  --written          only those that people wrote
  --generic          only those that operators make
  --help             shows this

Fails where a handler that somebody wrote is not caught by the property that is meant for it, where less than 97 % of the
generic ones that change what the diagram promises are caught, and where one survives that test/mutants/generic/survivors.ts does not explain.`;

const rateMin = 0.97;
const root = join(import.meta.dirname, "../..");

await command(usage, async (signal) => {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: "" },
      written: { type: "boolean", default: false },
      generic: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  if (values.help) {
    print(usage);
    return 0;
  }
  const both = values.written === values.generic;
  const say = (phase: string): void => void process.stderr.write(`${phase}\n`);
  let fails = false;

  if (both || values.written) {
    say("trying handlers that people wrote");
    const written = await unlessAborted(signal, runWritten(values.only));
    print(reportWritten(written));
    fails ||= written.some(({ caught }) => !caught);
  }

  if (both || values.generic) {
    const all = await systemFolders(root);
    const folders = all.filter((folder) => folder.includes(values.only));
    if (folders.length === 0) throw new UsageError(`There is no diagram "${values.only}".`);
    const { judged, refusedByTypes, otherErrors } = await unlessAborted(
      signal,
      runMutants(root, folders, say),
    );
    const judgement = judgeSurvivors(judged, folders, folders.length === all.length, survivors);
    print(reportMutants(judgement, refusedByTypes));
    otherErrors.forEach(print);
    if (judgement.rate < rateMin) print(`That is less than ${percent(rateMin)}.`);
    const { unexplained, outdated, rate } = judgement;
    fails ||= unexplained.length + outdated.length + otherErrors.length > 0 || rate < rateMin;
  }
  return fails ? 1 : 0;
});
