import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { SqlMeaning } from "../../text/model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { Participant } from "../model/diagram-model.ts";
import { sqlAnswer, type SqlAnswer } from "./sql-answer.ts";
import { isNounInScript } from "./noun-in-script.ts";
import type { TypeKnowledge } from "./type-knowledge.ts";
import { keyOf } from "./value-names.ts";

/** Reports answers that their statements cannot give. */
export function checkSqlAnswers(
  arrows: readonly ReadArrow[],
  participants: ReadonlyMap<string, Pick<Participant, "role" | "kind">>,
  source: SourceFile,
  types: TypeKnowledge,
): readonly Diagnostic[] {
  const byIndex = new Map(arrows.map((arrow) => [arrow.index, arrow]));
  return arrows.flatMap(({ paired, meaning, text, from, span }) => {
    const statement = paired.kind === "reply" ? byIndex.get(paired.call)?.meaning : undefined;
    if (statement?.kind !== "sql" || participants.get(from)?.role !== "resource") return [];
    const isName = meaning.kind === "prose" && isNounInScript(text) && types.isAskedFor(camelCase(text));
    const read = isName ? ({ ...meaning, kind: "name", name: text } as const) : meaning;
    const answer = sqlAnswer(statement, read, text);
    const verb = statement.verb.toUpperCase();
    if (answer?.kind === "impossible") {
      const columns = answer.columns.join(", ");
      return [
        diagnostic("link/sql-gives-no-row", { verb, wanted: answer.wanted, columns }, { source, span }),
      ];
    }
    const lacking = lackingFields(statement, answer);
    if (lacking.length === 0) return [];
    const params = { verb, fields: lacking.join(", "), columns: columnsOf(statement).join(", ") };
    return [diagnostic("link/sql-lacks-column", params, { source, span })];
  });
}

/** Those that come back, also for a star where the tables are known. */
function columnsOf({ columns, given }: SqlMeaning): readonly string[] {
  return given?.map(({ name }) => name) ?? columns;
}

/** Drawn fields that no column of the statement brings. */
function lackingFields(statement: SqlMeaning, answer: SqlAnswer | undefined): readonly string[] {
  if (answer?.kind !== "row" && answer?.kind !== "rows") return [];
  const { shape } = answer;
  const columns = columnsOf(statement);
  if (shape?.kind !== "record" || columns.includes("*") || columns.includes("?column?")) return [];
  const names = new Set(columns.map(keyOf));
  return shape.fields.flatMap(({ name, optional }) => (optional || names.has(keyOf(name)) ? [] : [name]));
}
