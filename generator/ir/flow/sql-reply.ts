import type { ColumnKind } from "seqwright-runtime/model";
import type { SqlMeaning } from "../../text/model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { TypeExpr } from "../model/diagram-model.ts";
import { nameFor, type Overrides } from "../model/overrides.ts";
import { scalarOf } from "../types/learn-sql-answers.ts";
import { scalarType } from "../types/plain-type.ts";
import { sqlAnswer, type SqlAnswer } from "../types/sql-answer.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { singular } from "../types/value-names.ts";
import { returned, type Answer } from "./answer.ts";

interface SqlReplyContext {
  readonly statement: SqlMeaning;
  readonly overrides: Overrides;
  readonly types: TypeKnowledge;
  /** What the other answers to the statement call its row. */
  readonly naturalName: string;
}

type Valued = Exclude<SqlAnswer, { readonly kind: "happened" | "missing" | "impossible" | "count" }>;

/** Reads the answer to a SQL statement; undefined for one that is as from anybody else: an error, say. */
export function readSqlReply(arrow: ReadArrow, context: SqlReplyContext): Answer | undefined {
  const answer = sqlAnswer(context.statement, arrow.meaning, arrow.text);
  switch (answer?.kind) {
    case undefined:
      return undefined;
    case "happened":
    case "impossible":
      return { kind: "nothing" };
    case "missing":
      return {
        ...returned("nothing", context.naturalName, { kind: "enum", values: [null] }),
        encoding: "sql-rows",
      };
    case "count": {
      const name = nameFor(context.overrides, answer.name, "count");
      return { ...returned(name, name, { kind: "number", integer: true }), encoding: "sql-count" };
    }
    case "rows":
    case "row":
    case "column":
    case "value":
      return valued(answer, arrow, context);
  }
}

function valued(answer: Valued, arrow: ReadArrow, context: SqlReplyContext): Answer {
  const { overrides, types, statement } = context;
  const fallback = answer.kind === "rows" || answer.kind === "column" ? "rows" : "row";
  const name = answer.name === "" ? fallback : nameFor(overrides, answer.name, fallback);
  switch (answer.kind) {
    case "value": {
      const type =
        answer.shape === undefined ? kindOf(answer.of) : types.typeOfShape(answer.shape, name, false);
      const column = statement.columns.length > 1 ? { column: answer.column } : {};
      return {
        ...returned(name, name, type ?? types.typeOf(name, "string")),
        encoding: "sql-value",
        ...column,
      };
    }
    case "column": {
      const element = kindOf(answer.of);
      const type = element === undefined ? types.typeOf(name, "string") : undefined;
      const list: TypeExpr =
        type?.kind === "list"
          ? type
          : { kind: "list", element: element ?? types.typeOf(singular(name), "string") };
      return { ...returned(name, name, list), encoding: "sql-column" };
    }
    case "rows": {
      const type = rowsType(answer, name, arrow, context);
      return { ...returned(name, name, type), encoding: "sql-rows" };
    }
    case "row": {
      const type =
        answer.shape === undefined
          ? types.typeOf(name, "opaque")
          : types.typeOfShape(answer.shape, name, false);
      const isColumn = statement.columns.length === 1 && statement.columns[0] !== "*" && isPlain(type);
      return { ...returned(name, name, type), encoding: isColumn ? "sql-value" : "sql-rows" };
    }
  }
}

/** What a row cannot be. */
function isPlain({ kind }: TypeExpr): boolean {
  return kind === "string" || kind === "number" || kind === "boolean" || kind === "bytes";
}

function rowsType(
  { shape }: Valued,
  name: string,
  { meaning, text }: ReadArrow,
  { types }: SqlReplyContext,
): TypeExpr {
  if (shape !== undefined) {
    const isNamed = meaning.kind === "data" && meaning.name !== undefined && shape.kind === "record";
    const element = isNamed
      ? types.define(singular(meaning.name), shape, text)
      : types.typeOfShape(shape, singular(name), true);
    return { kind: "list", element };
  }
  const type = types.typeOf(name, "opaque");
  return isList(type, types) ? type : { kind: "list", element: type };
}

function isList(type: TypeExpr, types: TypeKnowledge): boolean {
  if (type.kind !== "named") return type.kind === "list";
  const named = types.namedTypes().find(({ name }) => name === type.name);
  return named !== undefined && named.type.kind === "list";
}

function kindOf(kind: ColumnKind | undefined): TypeExpr | undefined {
  const shape = scalarOf(kind);
  return shape.kind === "scalar" ? scalarType(shape) : undefined;
}
