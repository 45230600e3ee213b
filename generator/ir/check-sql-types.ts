import type { ColumnKind } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { ReadArrow } from "./drawing/read-arrows.ts";
import type { NamedType, TypeExpr } from "./model/diagram-model.ts";
import { typeText } from "./model/type-text.ts";
import type { TypeKnowledge } from "./types/type-knowledge.ts";

/** Values that are drawn as something that their columns cannot hold. */
export function checkSqlTypes(
  arrows: readonly ReadArrow[],
  types: TypeKnowledge,
  source: SourceFile,
): readonly Diagnostic[] {
  return arrows.flatMap(({ meaning, span }) => {
    if (meaning.kind !== "sql") return [];
    return meaning.parameters.flatMap(({ name, column, kind }) => {
      const known = (name ?? column)?.split(".").at(-1);
      if (known === undefined || kind === undefined || !types.describes(known)) return [];
      const type = types.typeOf(known, "string");
      if (!contradicts(type, kind, types.namedTypes())) return [];
      const params = { name: known, column: column ?? known, kind, type: typeText(type) };
      return [diagnostic("text/sql-type-differs", params, { source, span }, { cause: known })];
    });
  });
}

/** Whether PostgreSQL refuses each value of the type for such a column. */
function contradicts(type: TypeExpr, kind: ColumnKind, named: readonly NamedType[]): boolean {
  switch (type.kind) {
    case "named": {
      const found = named.find(({ name }) => name === type.name)?.type;
      return found !== undefined && found.kind !== "named" && contradicts(found, kind, named);
    }
    case "union":
      return type.members.every((member) => contradicts(member, kind, named));
    case "enum":
      return type.values.every((value) => value !== null && !isTaken(value, kind));
    case "number":
      return kind === "boolean" || kind === "uuid" || kind === "time" || kind === "bytes";
    case "boolean":
      return kind !== "boolean" && kind !== "text";
    case "list":
      return kind !== "text";
    case "record":
      return kind !== "text" && type.fields.length > 0;
    case "string":
      return type.format !== undefined && !formatFits(type.format, kind);
    case "bytes":
    case "json":
    case "port":
      return false;
  }
}

function isTaken(value: string | number | boolean, kind: ColumnKind): boolean {
  switch (kind) {
    case "integer":
    case "number":
      return typeof value === "number" || (typeof value === "string" && Number.isFinite(Number(value)));
    case "boolean":
      return typeof value === "boolean" || /^(?:t|f|true|false|yes|no|on|off|0|1)$/i.test(String(value));
    case "uuid":
      return /^[\da-f-]{32,36}$/i.test(String(value));
    case "time":
      return (
        typeof value === "string" && /^\d|^(?:now|today|tomorrow|yesterday|epoch|infinity)$/i.test(value)
      );
    case "text":
    case "bytes":
      return true;
  }
}

/** A text of this form can stand in a column of text, and in that of its own kind. */
function formatFits(format: string, kind: ColumnKind): boolean {
  if (kind === "text" || kind === "bytes") return true;
  return (format === "uuid" && kind === "uuid") || (format === "date-time" && kind === "time");
}
