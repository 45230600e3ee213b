import type { ColumnKind } from "seqwright-runtime/model";
import { isAcknowledgement } from "../../text/lexical/acknowledgement.ts";
import type { Shape, SqlMeaning } from "../../text/model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { nameFor, type Overrides } from "../model/overrides.ts";
import { heldBy, kindAt, sqlAnswer } from "./sql-answer.ts";
import type { ShownValues } from "./shown-values.ts";
import { conventional } from "./type-conventions.ts";
import { keyOf, singular } from "./value-names.ts";

/** Notes what the answers to SQL statements look like: their statements name the columns. */
export function learnSqlAnswers(
  arrows: readonly ReadArrow[],
  shown: ShownValues,
  overrides: Overrides,
): void {
  learnParameters(arrows, shown);
  const byIndex = new Map(arrows.map((arrow) => [arrow.index, arrow]));
  const drawn = drawnRecords(arrows);
  const anyRows: SqlMeaning[] = [];
  for (const answered of arrows) {
    const { paired, meaning, text } = answered;
    const statement = paired.kind === "reply" ? byIndex.get(paired.call)?.meaning : undefined;
    if (statement?.kind !== "sql") continue;
    const answer = sqlAnswer(statement, meaning, text);
    if (answer === undefined || !("name" in answer)) continue;
    const name = nameFor(overrides, answer.name === "" ? "rows" : answer.name, "rows");
    if (answer.kind === "count") shown.learn(name, { kind: "scalar", type: "number", integer: true });
    else if (answer.shape !== undefined) continue;
    else if (answer.kind === "value") learnPlain(name, answer.of, shown);
    else if (answer.kind === "column") {
      shown.learn(name, { kind: "list", element: { kind: "unknown" } });
      learnPlain(singular(name), answer.of, shown);
    } else {
      const isMany = answer.kind === "rows";
      const oneOf = (given: string): string => (isMany ? singular(given) : given);
      const one =
        answer.kind === "rows" && answer.one !== "" ? nameFor(overrides, answer.one, "row") : oneOf(name);
      const columns = columnsOf(statement);
      if (isMany) shown.learn(name, { kind: "list", element: { kind: "named", name: one } });
      // Rows that go by no name of their own have as many forms as there are statements.
      if (isGeneric(one)) {
        if (columns !== undefined) learnHandedOn(answered, arrows, oneOf, columns, shown);
        anyRows.push(statement);
        if (anyRows.some((other) => other.columns.join() !== statement.columns.join())) continue;
      }
      const shape = drawn.get(keyOf(one)) ?? columns;
      if (shape !== undefined && isGeneric(one)) learnTable(statement, shape, shown);
      if (shape !== undefined && (drawn.has(keyOf(one)) || !isPlainName(one))) shown.learn(one, shape);
    }
  }
}

/** What is bound to a column is what the column holds, where nothing else says what it is. */
function learnParameters(arrows: readonly ReadArrow[], shown: ShownValues): void {
  const kindsOf = new Map<string, Set<ColumnKind>>();
  for (const { meaning } of arrows)
    for (const { name, column, kind, isList } of meaning.kind === "sql" ? meaning.parameters : []) {
      const last = (name ?? column)?.split(".").at(-1);
      if (last === undefined || kind === undefined) continue;
      const known = isList ? singular(last) : last;
      kindsOf.set(known, (kindsOf.get(known) ?? new Set()).add(kind));
    }
  for (const [name, [first, another]] of kindsOf) {
    const kind = another === undefined ? heldBy(name, first) : undefined;
    if (kind !== undefined && !shown.describes(name)) shown.learn(name, scalarOf(kind));
  }
}

function drawnRecords(arrows: readonly ReadArrow[]): ReadonlyMap<string, Shape> {
  return new Map(
    arrows.flatMap(({ meaning }) =>
      meaning.kind === "data" && meaning.name !== undefined && meaning.shape.kind === "record"
        ? [[keyOf(meaning.name), meaning.shape] as const]
        : [],
    ),
  );
}

/** A row of `orders` is an order, where nothing else says what that is. */
function learnTable({ tables }: SqlMeaning, shape: Shape, shown: ShownValues): void {
  const [table, another] = tables;
  if (table === undefined || another !== undefined) return;
  const one = singular(table.split(".").at(-1) ?? table);
  if (!shown.describes(one)) shown.learn(one, shape);
}

/** `DB --> Repo: row`, and then `Repo --> Service: cart`: that row is a cart, where nothing else says what a cart is. */
function learnHandedOn(
  row: ReadArrow,
  arrows: readonly ReadArrow[],
  oneOf: (name: string) => string,
  shape: Shape,
  shown: ShownValues,
): void {
  const next = arrows.find(({ index, from, to }) => index > row.index && from === row.to && to !== row.to);
  if (next?.paired.kind !== "reply" || next.prefix !== row.prefix) return;
  const { meaning } = next;
  if (meaning.kind !== "name" || meaning.shape !== undefined) return;
  const one = oneOf(meaning.name);
  if (!isGeneric(one) && !isPlainName(one) && !isAcknowledgement(one) && !shown.describes(one))
    shown.learn(one, shape);
}

export function isGeneric(name: string): boolean {
  return /^(?:row|record|item|entry|result|data|행|결과|데이터)$/i.test(name);
}

/** `id`, `total`: by convention no record. */
function isPlainName(name: string): boolean {
  const type = conventional(name);
  return type?.sure === true;
}

/** One row; undefined where a star stands for columns that nobody names, and no tables are known. */
function columnsOf(statement: SqlMeaning): Shape | undefined {
  const { columns, given } = statement;
  if (columns.includes("*") && given !== undefined)
    return {
      kind: "record",
      open: false,
      fields: given.map(({ name, kind, isNullable }) => ({
        name,
        shape: scalarOf(heldBy(name, kind)),
        optional: isNullable,
      })),
    };
  if (columns.length === 0 || columns.some((column) => column === "*" || column === "?column?"))
    return undefined;
  return {
    kind: "record",
    open: false,
    fields: columns.map((name, index) => ({
      name,
      shape: scalarOf(kindAt(statement, index)),
      optional: false,
    })),
  };
}

function learnPlain(name: string, kind: ColumnKind | undefined, shown: ShownValues): void {
  const shape = scalarOf(kind);
  if (shape.kind === "unknown") shown.learnUse(name, "text");
  else shown.learn(name, shape);
}

/** What a column of this kind holds. */
export function scalarOf(kind: ColumnKind | undefined): Exclude<Shape, { readonly kind: "record" }> {
  switch (kind) {
    case undefined:
      return { kind: "unknown" };
    case "integer":
      return { kind: "scalar", type: "number", integer: true };
    case "number":
      return { kind: "scalar", type: "number" };
    case "boolean":
      return { kind: "scalar", type: "boolean" };
    case "text":
      return { kind: "scalar", type: "string" };
    case "uuid":
      return { kind: "scalar", type: "string", format: "uuid" };
    case "time":
      return { kind: "scalar", type: "string", format: "date-time" };
    case "bytes":
      return { kind: "scalar", type: "bytes" };
  }
}
