import { overridesFor, settingsOf } from "./config/overrides-for.ts";
import type { SeqwrightConfig } from "./config/seqwright-config.ts";
import type { SqlParser, SqlTables } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic, type Outcome } from "./diagnostics/diagnostic.ts";
import { mergeCauses } from "./diagnostics/merge-causes.ts";
import { missingMembers } from "./emit/missing-members.ts";
import { checkJoined } from "./joined/check-joined.ts";
import { render } from "./emit/render.ts";
import type { OutputFile } from "./host/output-file.ts";
import type { Interaction } from "./interaction/model.ts";
import { link, statementsIn } from "./ir/link.ts";
import type { DiagramModel } from "./ir/model/diagram-model.ts";
import { parseDiagrams } from "./ast/parse-diagrams.ts";
import { resolveDiagrams } from "./interaction/resolve-diagrams.ts";
import { drawnArrows } from "./plan/covered/covered-steps.ts";
import type { Covered } from "./plan/model/coverage.ts";
import type { EmitPlan } from "./plan/model/emit-plan.ts";
import { folderName } from "./plan/model/names.ts";
import type { Manifest } from "./manifest/manifest.ts";
import { lastRecord } from "./merge/recognise/last-record.ts";
import { type DiagramMerge, mergeDiagram } from "./merge/merge-diagram.ts";
import type { RenameAnswer } from "./merge/recognise/rename-answers.ts";
import { mergeDiagnostics } from "./merge/merge-diagnostics.ts";
import { type UnfilledStub, unfilledStubs } from "./merge/unfilled-stubs.ts";
import { plan } from "./plan/plan.ts";
import { deriveProtocols } from "./protocol/derive-protocols.ts";
import type { ComponentProtocol } from "./protocol/model.ts";
import { diagramName } from "./source/diagram-name.ts";
import { sourceFile, type SourceFile } from "./source/source-file.ts";
import { loadSqlParser, mayHoldSql } from "./text/sql/load-sql-parser.ts";

export { explain } from "./explain/explain.ts";
export { countCoverage, coverageText, type CoverageCounts } from "./plan/model/coverage.ts";
export { irJson } from "./explain/ir-json.ts";

/** The tables behind a diagram, from its folder and its statements; undefined where nothing is to be said of them. */
export type TablesOf = (
  folder: string,
  statements: readonly string[],
) => Promise<SqlTables | { readonly unknown: string } | undefined>;

/** One diagram with everything that the stages made of it. */
export interface CompiledDiagram {
  /** The folder below the output folder: the file's stem, with a number from the second diagram of a file on. */
  readonly name: string;
  readonly source: SourceFile;
  readonly interaction: Interaction | undefined;
  readonly model: DiagramModel | undefined;
  readonly protocols: readonly ComponentProtocol[];
  /** What became of everything that is drawn; undefined where errors leave nothing to plan. */
  readonly coverage: readonly Covered[] | undefined;
  readonly counts: DiagramCounts;
  /** Undefined when there were errors. */
  readonly plan: EmitPlan | undefined;
  /** What became of handlers that are there; undefined when there were errors. */
  readonly merge: DiagramMerge | undefined;
  /** Members of its handlers that nobody has filled in, of those that are there and of those that are new. */
  readonly stubs: readonly UnfilledStub[];
  /** Empty when there were errors. */
  readonly files: readonly OutputFile[];
}

export interface DiagramCounts {
  readonly participants: number;
  readonly arrows: number;
  readonly fragments: number;
  readonly policies: number;
}

export interface CompileInput {
  readonly sources: readonly SourceFile[];
  readonly config: SeqwrightConfig;
  /** Developer files that are on disk already: path below the output folder to content. */
  readonly existing: ReadonlyMap<string, string>;
  /** What was generated last: the base from which handlers are merged. Without it, they only get methods that they lack. */
  readonly manifest?: Manifest;
  /** What a person says of renames that are doubtful. */
  readonly renamed?: readonly RenameAnswer[];
  /** The sources are all diagrams that there are, so that one which is gone may be one that is new. */
  readonly isWhole?: boolean;
  /** Asked where a diagram with SQL has a system with migrations. Without it, SQL is held to no tables. */
  readonly tablesOf?: TablesOf | undefined;
}

/**
 * The whole pipeline: text → interaction → model → protocol → plan → files. Goes on past errors as far as the result is
 * useful, and writes no files for a diagram that has any.
 */
export async function compile({
  sources,
  config,
  existing,
  manifest,
  isWhole = false,
  tablesOf,
  renamed = [],
}: CompileInput): Promise<Outcome<readonly CompiledDiagram[]>> {
  const compiled: CompiledDiagram[] = [];
  const diagnostics: Diagnostic[] = [];
  const paths = new Set(sources.map(({ path }) => path));
  const vanished = isWhole
    ? [...(manifest?.diagrams.values() ?? [])].filter(({ source }) => !paths.has(source))
    : [];
  const sql = sources.some(({ text }) => mayHoldSql(text)) ? await loadSqlParser() : undefined;
  for (const source of sources) {
    const parsed = resolveDiagrams(source, parseDiagrams(source));
    const stem = diagramName(source.path);
    if (parsed.value.length === 0) compiled.push(nothingOf(stem, source));
    const ignored = settingsOf(config, stem)?.ignore ?? [];
    const inFile = mergeCauses(parsed.diagnostics).filter(
      (entry) => isError(entry) || !ignored.includes(entry.code),
    );
    const failed = inFile.some(isError);
    for (const [index, interaction] of parsed.value.entries()) {
      const name = index === 0 ? stem : `${stem}-${index + 1}`;
      const settings = settingsOf(config, name);
      const tables = await tablesBehind(interaction, name, { config, existing, sql, tablesOf });
      const linked = link(interaction, name, overridesFor(config, settings), sql, tables.value);
      const derived = deriveProtocols(linked.value);
      const noticed = [
        ...folderTaken(name, interaction, compiled),
        ...tables.diagnostics,
        ...linked.diagnostics,
        ...derived.diagnostics,
      ];
      const isPlanned = !failed && !noticed.some((entry) => isError(entry) && !isOfPolicy(entry));
      const planned = isPlanned
        ? plan(linked.value, derived.value, new Set(existing.keys()), config.contract)
        : undefined;
      if (planned !== undefined) noticed.push(...planned.diagnostics);
      const isWritten = planned !== undefined && !noticed.some(isError);
      const rendered = isWritten ? await render(planned.value) : [];
      const record = manifest && lastRecord(planned?.value.folder ?? name, linked.value, manifest, vanished);
      const merged = isWritten
        ? mergeDiagram({
            plan: planned.value,
            model: linked.value,
            files: rendered,
            existing,
            record,
            answers: renamed,
          })
        : undefined;
      const shown = (path: string): string => `${config.output ?? "generated"}/${path}`;
      if (isWritten && merged !== undefined) {
        noticed.push(...mergeDiagnostics(merged, linked.value, shown));
        noticed.push(...missingMembers(planned.value, linked.value, withMerged(existing, merged), shown));
      }
      const files = merged?.files ?? rendered;
      inFile.push(
        ...mergeCauses(withoutDecided(noticed)).filter(
          (entry) => isError(entry) || settings?.ignore?.includes(entry.code) !== true,
        ),
      );
      compiled.push({
        name,
        source,
        interaction,
        model: linked.value,
        protocols: derived.value,
        coverage: planned?.value.coverage,
        counts: countOf(linked.value),
        plan: isWritten ? planned.value : undefined,
        merge: merged,
        stubs: merged === undefined ? [] : unfilledStubs(merged, linked.value, shown),
        files,
      });
    }
    diagnostics.push(...inFile.sort((a, b) => a.span.start - b.span.start));
  }
  return { value: compiled, diagnostics: [...diagnostics, ...joined(compiled, config)] };
}

/** What diagrams say of each other; a diagram may leave out what is told at its lines. */
function joined(compiled: readonly CompiledDiagram[], config: SeqwrightConfig): readonly Diagnostic[] {
  const linked = compiled.flatMap(({ name, source, model }) =>
    model === undefined ? [] : [{ name, source, model }],
  );
  const ignored = (source: SourceFile): readonly string[] =>
    settingsOf(config, diagramName(source.path))?.ignore ?? [];
  return checkJoined(linked).filter(({ code, source }) => !ignored(source).includes(code));
}

/** The tables that the migrations of a diagram's system make. */
async function tablesBehind(
  interaction: Interaction,
  name: string,
  {
    config,
    existing,
    sql,
    tablesOf,
  }: Pick<CompileInput, "config" | "existing" | "tablesOf"> & { readonly sql: SqlParser | undefined },
): Promise<Outcome<SqlTables | undefined>> {
  const path = `${folderName(name)}/system.ts`;
  const text = existing.get(path);
  if (sql === undefined || tablesOf === undefined || text?.includes("migrations") !== true)
    return { value: undefined, diagnostics: [] };
  const statements = statementsIn(interaction, sql);
  const tables = statements.length === 0 ? undefined : await tablesOf(folderName(name), statements);
  if (tables === undefined || !("unknown" in tables)) return { value: tables, diagnostics: [] };
  const source = sourceFile(`${config.output ?? "generated"}/${path}`, text);
  const at = { source, span: { start: 0, end: 0 } };
  return {
    value: undefined,
    diagnostics: [diagnostic("text/tables-not-known", { reason: tables.unknown }, at)],
  };
}

function withMerged(
  existing: ReadonlyMap<string, string>,
  { merged }: DiagramMerge,
): ReadonlyMap<string, string> {
  const files = new Map(existing);
  for (const { path, from, text } of merged) {
    files.delete(from);
    files.set(path, text);
  }
  return files;
}

/** Messages that a component cannot tell apart, and that it asks a method of its own about: that is told, too. */
function withoutDecided(noticed: readonly Diagnostic[]): readonly Diagnostic[] {
  const asked = new Set(
    noticed.flatMap(({ code, span }) => (code === "plan/operation-drawn-differently" ? [span.start] : [])),
  );
  return noticed.filter(({ code, span }) => code !== "protocol/same-first-message" || !asked.has(span.start));
}

/** Two files of one name in different folders, or names that are one on a disk that ignores case. */
function folderTaken(
  name: string,
  { source, span }: Interaction,
  compiled: readonly CompiledDiagram[],
): Diagnostic[] {
  const folder = folderName(name);
  const other = compiled.find((diagram) => folderName(diagram.name).toLowerCase() === folder.toLowerCase());
  if (other === undefined) return [];
  const at = { source, span: { start: span.start, end: span.start } };
  return [diagnostic("config/folder-taken", { folder, other: other.source.path }, at)];
}

function countOf(model: DiagramModel): DiagramCounts {
  return {
    participants: model.participants.length,
    arrows: drawnArrows(model).length + model.lost.length,
    fragments: model.fragments.length,
    policies: model.policies.length,
  };
}

function nothingOf(name: string, source: SourceFile): CompiledDiagram {
  const counts = { participants: 0, arrows: 0, fragments: 0, policies: 0 };
  return {
    name,
    source,
    interaction: undefined,
    model: undefined,
    protocols: [],
    coverage: undefined,
    counts,
    plan: undefined,
    merge: undefined,
    stubs: [],
    files: [],
  };
}

/** A promise that cannot be kept leaves the arrows as they are: what becomes of them is said all the same. */
function isOfPolicy({ code }: Diagnostic): boolean {
  return code.startsWith("policy/");
}

function isError(entry: Diagnostic): boolean {
  return entry.severity === "error";
}
