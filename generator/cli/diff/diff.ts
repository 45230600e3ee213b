import { compareDiagrams, type KeyedDiagram } from "../../compare/compare-diagrams.ts";
import { type DiagramComparison, isBreaking } from "../../compare/change.ts";
import { comparisonDiagnostics } from "../../compare/render/comparison-diagnostics.ts";
import { comparisonJson } from "../../compare/render/comparison-json.ts";
import { comparisonMarkdown } from "../../compare/render/comparison-markdown.ts";
import { comparisonPlantuml } from "../../compare/render/comparison-plantuml.ts";
import { comparisonText } from "../../compare/render/comparison-text.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { linkSources } from "../../link-sources.ts";
import {
  type CommandContext,
  type Format,
  hasErrors,
  printDiagnostics,
  printJson,
} from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import { openProject, type Project } from "../project/project.ts";
import { readSides, type Side } from "./read-sides.ts";

/** How differences can be shown besides the formats of all commands. */
export const diffFormats = ["markdown", "plantuml"] as const;

export interface DiffOptions {
  readonly failOn: "breaking" | "any" | undefined;
  readonly format: Format | (typeof diffFormats)[number];
}

/** `seqwright diff [old] [new]`: what two versions of diagrams say differently, and for whom that breaks something. */
export async function diff(
  sides: readonly [string | undefined, string | undefined],
  { failOn, format }: DiffOptions,
  given: CommandContext,
): Promise<number> {
  // What goes wrong is told to a person, whatever the document is.
  const context = {
    ...given,
    format: format === "markdown" || format === "plantuml" ? ("human" as const) : format,
  };
  const { value: project, diagnostics: noticed } = await openProject(context);
  const [before, now] = await readSides(sides, project, context);
  const [old, fresh] = [await linked(before, project), await linked(now, project)];
  // A diagram with errors says less than its author means.
  const wrong = new Set(fresh.diagnostics.flatMap((found) => (isOfPolicy(found) ? [] : [found.source])));
  const skipped = new Set(fresh.diagrams.flatMap(({ key, model }) => (wrong.has(model.source) ? [key] : [])));
  const isCompared = ({ key }: KeyedDiagram): boolean => !skipped.has(key);
  const comparisons = compareDiagrams(old.diagrams.filter(isCompared), fresh.diagrams.filter(isCompared));
  const problems = [...noticed, ...old.diagnostics, ...fresh.diagnostics];
  const left = [...new Set([...wrong].map(({ path }) => path))];
  const remarks = [
    `${before.name} and ${now.name} are both read with the configuration of now.`,
    ...(left.length === 0 ? [] : [`Not compared because of errors: ${left.join(", ")}.`]),
  ];
  show(comparisons, problems, { remarks, format, context });
  if (hasErrors([...noticed, ...fresh.diagnostics])) return exitCodes.failed;
  const isHit =
    failOn === "any" ? comparisons.length > 0 : failOn === "breaking" && comparisons.some(breaksSomebody);
  return isHit ? exitCodes.differences : exitCodes.fine;
}

/** A promise that contradicts the arrows leaves them as they are. */
function isOfPolicy({ code }: Diagnostic): boolean {
  return code.startsWith("policy/");
}

function breaksSomebody({ changes }: DiagramComparison): boolean {
  return changes.some(isBreaking);
}

async function linked(
  { files }: Side,
  { config }: Project,
): Promise<{ readonly diagrams: readonly KeyedDiagram[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { value, diagnostics } = await linkSources(
    files.map(({ source }) => source),
    config,
  );
  const keys = new Map(files.map(({ key, source }) => [source, key]));
  const diagrams = value.flatMap(({ source, models }) =>
    models.map((model, index) => ({ key: `${keys.get(source) ?? source.path}#${index}`, model })),
  );
  return { diagrams, diagnostics };
}

function show(
  comparisons: readonly DiagramComparison[],
  problems: readonly Diagnostic[],
  {
    remarks,
    format,
    context,
  }: {
    readonly remarks: readonly string[];
    readonly format: DiffOptions["format"];
    readonly context: CommandContext;
  },
): void {
  const { terminal } = context;
  switch (format) {
    case "json":
      printJson({ remarks, ...comparisonJson(comparisons) }, problems, context);
      return;
    case "github":
    case "sarif":
    case "junit":
      printDiagnostics([...problems, ...comparisonDiagnostics(comparisons)], context);
      return;
    case "markdown":
      printDiagnostics(problems, context);
      terminal.out(comparisonMarkdown(comparisons, remarks.join(" ")));
      return;
    case "plantuml":
      printDiagnostics(problems, context);
      terminal.out(comparisonPlantuml(comparisons));
      return;
    case "human":
      printDiagnostics(problems, context);
      terminal.out(comparisonText(comparisons, terminal));
      terminal.err(remarks.map((line) => `${line}\n`).join(""));
  }
}
