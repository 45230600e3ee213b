import { compile, countCoverage } from "../../generator/compile.ts";
import { nodeHost } from "../../generator/host/node-host.ts";
import { writeFiles } from "../../generator/host/write-files.ts";
import { positionAt, sourceFile } from "../../generator/source/source-file.ts";
import { generationMsMax, type GenerationResult } from "./corpus-result.ts";
import type { GenerateTask } from "./task.ts";

/** Compiles one source as `seqwright generate` does in a project without settings, and writes the files. */
export async function generateSource({ source, folder }: GenerateTask): Promise<GenerationResult> {
  await warmUp();
  const file = sourceFile(`diagrams/${source.path.replace(/:\d+$/, "").split("/").at(-1)}`, source.text);
  const work = (): ReturnType<typeof compile> =>
    compile({ sources: [file], config: {}, existing: new Map() });
  const first = await measured(work);
  const isSlow = first.ms > generationMsMax;
  const ms = isSlow ? Math.min(first.ms, (await measured(work)).ms) : first.ms;
  const { value, diagnostics } = first.result;
  const written = value.filter(({ files }) => files.length > 0);
  await writeFiles(
    written.flatMap(({ files }) => files),
    nodeHost(folder),
  );
  return {
    folders: [...new Set(written.flatMap(({ files }) => files.map(({ path }) => path.split("/")[0] ?? "")))],
    diagrams: value.filter(({ interaction }) => interaction !== undefined).length,
    arrows: value.reduce((sum, { counts }) => sum + counts.arrows, 0),
    coverage: countCoverage(value.flatMap(({ coverage = [] }) => coverage)),
    noticed: diagnostics.map((one) => ({
      code: one.code,
      severity: one.severity,
      line: positionAt(one.source, one.span.start).line,
      message: one.message,
    })),
    ms,
  };
}

/** Other programs on the machine cost wall time, helping threads cost processor time: the smaller is the work's own. */
async function measured<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, ms: Math.round(Math.min(performance.now() - wall, (user + system) / 1_000)) };
}

const sample =
  "@startuml\nactor A\nparticipant B\ndatabase D\nA -> B: b(c)\nB -> D: SELECT d FROM e WHERE c = {c}\nD --> B: {d}\nB --> A: d\n@enduml\n";
let warm: Promise<unknown> | undefined;

/** Loading the compiler's libraries is no diagram's own time. */
function warmUp(): Promise<unknown> {
  warm ??= compile({ sources: [sourceFile("diagrams/warm.puml", sample)], config: {}, existing: new Map() });
  return warm;
}
