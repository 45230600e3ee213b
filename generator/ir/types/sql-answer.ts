import type { ColumnKind } from "seqwright-runtime/model";
import { withoutOrNothing } from "../../text/lexical/or-nothing.ts";
import { answeredThing, type AnsweredThing } from "../../text/lexical/answered-thing.ts";
import type { Meaning, Shape, SqlMeaning } from "../../text/model.ts";
import {
  isAnyResult,
  isAnyRow,
  isResultOfAny,
  listedThings,
  saysCount,
  saysDone,
  saysMissing,
  saysWritten,
} from "./sql-words.ts";
import { conventional } from "./type-conventions.ts";
import { isPlural, keyOf, lastKey, singular } from "./value-names.ts";

/** What an answer to a statement is: what its words say, as far as the statement can give it. */
export type SqlAnswer =
  | { readonly kind: "happened" }
  /** No row. */
  | { readonly kind: "missing" }
  /** How many rows were written, or came back. */
  | { readonly kind: "count"; readonly name: string }
  /** All rows, or one; `shape` is what is drawn of one of them. */
  | {
      readonly kind: "rows";
      readonly name: string;
      readonly shape: Shape | undefined;
      /** What one of them is called. */
      readonly one: string;
    }
  | { readonly kind: "row"; readonly name: string; readonly shape: Shape | undefined }
  /** What stands in one column, of all rows or of one. */
  | {
      readonly kind: "column" | "value";
      readonly name: string;
      readonly shape: Shape | undefined;
      readonly column: string;
      readonly of: ColumnKind | undefined;
    }
  /** Something that the statement does not give, with the columns that it would have to return. */
  | { readonly kind: "impossible"; readonly wanted: string; readonly columns: readonly string[] };

/** Undefined for an answer that does not speak of rows: an error, say. */
export function sqlAnswer(statement: SqlMeaning, meaning: Meaning, text: string): SqlAnswer | undefined {
  const drawn = drawnAnswer(meaning, text);
  if (drawn === undefined) return undefined;
  if (drawn.kind === "nothing") return { kind: statement.answer === "count" ? "happened" : "missing" };
  if (drawn.kind === "void") return { kind: "happened" };
  return statement.answer === "count" ? ofCount(drawn) : ofRows(statement, drawn);
}

/** What is drawn, before it is held against the statement. */
type Drawn =
  | { readonly kind: "nothing" }
  | { readonly kind: "void" }
  | { readonly kind: "words"; readonly text: string; readonly isProse: boolean }
  | { readonly kind: "shape"; readonly name: string; readonly shape: Shape };

function drawnAnswer(meaning: Meaning, text: string): Drawn | undefined {
  switch (meaning.kind) {
    case "nothing":
      return { kind: "nothing" };
    case "data":
      return { kind: "shape", name: meaning.name ?? meaning.caption, shape: meaning.shape };
    case "return-type":
      return meaning.shape === undefined
        ? { kind: "void" }
        : { kind: "shape", name: "", shape: meaning.shape };
    case "name":
      return meaning.shape === undefined
        ? { kind: "words", text: meaning.name, isProse: false }
        : { kind: "shape", name: meaning.name, shape: meaning.shape };
    case "prose":
      return {
        kind: "words",
        text: withoutOrNothing(meaning.caption === "" ? text : meaning.caption),
        isProse: true,
      };
    default:
      return undefined;
  }
}

type Said = Extract<Drawn, { readonly kind: "words" | "shape" }>;

/** An INSERT, UPDATE or DELETE without RETURNING says how many rows it wrote, and nothing else. */
function ofCount(drawn: Said): SqlAnswer {
  if (drawn.kind === "words") {
    const { text, isProse } = drawn;
    if (saysCount(text) || saysWritten(text)) return { kind: "count", name: text };
    if (saysDone(text) || saysMissing(text) || isAnyResult(text)) return { kind: "happened" };
    if (isProse && !speaksOfPayload(text)) return { kind: "happened" };
    const isId = /(?:^|[a-z_\s])(?:id|ID|Id|식별자|번호)$/.test(text);
    return { kind: "impossible", wanted: text, columns: isId ? ["id"] : ["*"] };
  }
  const { shape, name } = drawn;
  const fields = shape.kind === "record" ? shape.fields.map((field) => field.name) : [];
  if (shape.kind !== "record" && shape.kind !== "list" && shape.kind !== "named") return { kind: "happened" };
  if (fields.length > 0 && fields.every(saysCount)) return { kind: "happened" };
  return {
    kind: "impossible",
    wanted: name === "" ? fields.join(", ") : name,
    columns: fields.length > 0 ? fields : ["*"],
  };
}

/** `generated id`, `new order row`: other sentences tell that it went well. */
function speaksOfPayload(text: string): boolean {
  return /\b(?:id|row|record|entity|object)$|(?:\bid|식별자|엔티티|레코드)(?:\s?반환)?$/i.test(
    text.slice(0, 120),
  );
}

function ofRows(statement: SqlMeaning, drawn: Said): SqlAnswer {
  if (drawn.kind === "words") return ofWords(statement, drawn.text, drawn.isProse);
  const { name, shape } = drawn;
  if (shape.kind === "list") return { kind: "rows", name, shape: shape.element, one: singular(name) };
  if (shape.kind === "scalar" || shape.kind === "literal") return valueOf(statement, name, shape);
  return isMany(statement, name)
    ? { kind: "rows", name, shape, one: singular(name) }
    : { kind: "row", name, shape };
}

function ofWords(statement: SqlMeaning, text: string, isProse: boolean): SqlAnswer {
  if (saysMissing(text)) return { kind: "missing" };
  const isComputed = statement.columns.length === 1 && statement.kinds[0] !== undefined;
  if (saysCount(text) && !isComputed && !hasColumn(statement, text)) return { kind: "count", name: text };
  const listed = listedThings(text);
  const things = listed === undefined || listed === "" ? text : listed;
  const isAll = listed !== undefined || isPlural(things) || (isResultOfAny(text) && findsMany(statement));
  if (statement.answer !== "row" && isAll) return severalOf(statement, things, answeredThing(text));
  if (isProse && saysDone(text)) return { kind: "happened" };
  if (isComputed || isOneColumn(statement, text)) return valueOf(statement, text, undefined);
  return { kind: "row", name: text, shape: undefined };
}

function isMany({ answer }: SqlMeaning, name: string): boolean {
  return answer !== "row" && name !== "" && isPlural(name);
}

/** Not where one row is found by its key: `WHERE id = …`, or `user_id` in the table `users`. */
function findsMany({ answer, chunks, tables, keys = [] }: SqlMeaning): boolean {
  const compared = /\bwhere (?:\w{1,60}\.)?(\w{1,60})\s?=\s?$/i.exec((chunks[0] ?? "").slice(-200))?.[1];
  const column = keyOf(compared ?? "");
  const isKey =
    /^(?:id|uuid|email|token|slug|code)$/.test(column) ||
    keys.some((key) => column === keyOf(key)) ||
    tables.some((table) => column === keyOf(`${singular(table.split(".").at(-1) ?? table)} id`));
  return answer === "rows" && !isKey;
}

/** `ids` are what stands in the only column, `users` are rows. */
function severalOf(statement: SqlMeaning, things: string, { words, each }: AnsweredThing): SqlAnswer {
  // `주문 목록` is a list, and goes by that name wherever it is answered; one of it is a `주문`.
  const isList = each === things && !isPlural(things);
  const name = isList ? words : things;
  const [column = ""] = statement.columns;
  const one = keyOf(singular(name));
  const isColumn = statement.columns.length === 1 && column !== "*" && !/^rows?$/.test(keyOf(name));
  return isColumn && one.endsWith(keyOf(column)) && !isTable(statement, one)
    ? { kind: "column", name, shape: undefined, column, of: kindAt(statement, 0) }
    : { kind: "rows", name, shape: undefined, one: isList && !isPlain(things) ? things : singular(things) };
}

/** `합계`: by its name no row. */
function isPlain(name: string): boolean {
  return conventional(name) !== undefined;
}

function valueOf(statement: SqlMeaning, name: string, shape: Shape | undefined): SqlAnswer {
  const found = statement.columns.findIndex((column) => keyOf(column) === keyOf(name));
  const at = Math.max(0, found);
  const column = statement.columns[at] ?? "";
  return { kind: "value", name: name === "" ? column : name, shape, column, of: kindAt(statement, at) };
}

/** What one of its columns holds: as the statement says, or as its tables do. */
export function kindAt({ columns, kinds, given = [] }: SqlMeaning, at: number): ColumnKind | undefined {
  const isWritten = given.length === columns.length && !columns.includes("*");
  return kinds[at] ?? (isWritten ? heldBy(columns[at] ?? "", given[at]?.kind) : undefined);
}

/** That something is text says less than its name does, unless that says something else. */
export function heldBy(name: string, kind: ColumnKind | undefined): ColumnKind | undefined {
  if (kind !== "text") return kind;
  const type = conventional(name)?.type;
  return type === undefined || type.kind === "string" ? undefined : kind;
}

function hasColumn({ columns }: SqlMeaning, name: string): boolean {
  return columns.some((column) => keyOf(column) === keyOf(name));
}

/** It is called like a column, and like no table. */
function isOneColumn(statement: SqlMeaning, text: string): boolean {
  const name = keyOf(text);
  if (isAnyRow(text) || isAnyResult(text) || isTable(statement, name)) return false;
  if (hasColumn(statement, text)) return true;
  const [only = "*", another] = statement.columns;
  return another === undefined && only !== "*" && (name.endsWith(keyOf(only)) || keyOf(only).endsWith(name));
}

function isTable({ tables }: SqlMeaning, name: string): boolean {
  return tables.some((table) => {
    const key = lastKey(table);
    return key === name || keyOf(singular(key)) === name || key === keyOf(singular(name));
  });
}
