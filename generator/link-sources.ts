import { parseDiagrams } from "./ast/parse-diagrams.ts";
import { overridesFor, settingsOf } from "./config/overrides-for.ts";
import type { SeqwrightConfig } from "./config/seqwright-config.ts";
import type { Diagnostic, Outcome } from "./diagnostics/diagnostic.ts";
import { resolveDiagrams } from "./interaction/resolve-diagrams.ts";
import { link } from "./ir/link.ts";
import type { DiagramModel } from "./ir/model/diagram-model.ts";
import { diagramName } from "./source/diagram-name.ts";
import type { SourceFile } from "./source/source-file.ts";
import { loadSqlParser, mayHoldSql } from "./text/sql/load-sql-parser.ts";

/** What the diagrams of a file mean. */
export interface LinkedSource {
  readonly source: SourceFile;
  readonly models: readonly DiagramModel[];
}

/** The first stages alone: text → interaction → model, for those who only look at diagrams. Says what is an error in them. */
export async function linkSources(
  sources: readonly SourceFile[],
  config: SeqwrightConfig,
): Promise<Outcome<readonly LinkedSource[]>> {
  const sql = sources.some(({ text }) => mayHoldSql(text)) ? await loadSqlParser() : undefined;
  const diagnostics: Diagnostic[] = [];
  const value = sources.map((source): LinkedSource => {
    const parsed = resolveDiagrams(source, parseDiagrams(source));
    const stem = diagramName(source.path);
    diagnostics.push(...parsed.diagnostics);
    const models = parsed.value.map((interaction, index) => {
      const name = index === 0 ? stem : `${stem}-${index + 1}`;
      const linked = link(interaction, name, overridesFor(config, settingsOf(config, name)), sql);
      diagnostics.push(...linked.diagnostics);
      return linked.value;
    });
    return { source, models };
  });
  return { value, diagnostics: diagnostics.filter(({ severity }) => severity === "error") };
}
